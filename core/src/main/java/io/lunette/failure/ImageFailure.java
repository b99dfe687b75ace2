package io.lunette.failure;

/** What can be wrong with images. */
public sealed interface ImageFailure extends Failure {

    record NotFound(String id) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-found";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Image " + id + " could not be found";
        }

        @Override
        public String why() {
            return "there is no such image, or it is not yours to see";
        }

        @Override
        public String fix() {
            return "openstack image list";
        }
    }

    record NotActive(String id, String status) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-active";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Image " + id + " cannot be used";
        }

        @Override
        public String why() {
            return "its status is '" + status + "', not 'active'";
        }

        @Override
        public String fix() {
            return "Upload its data: openstack image create --file FILE, or PUT /v2/images/" + id + "/file";
        }
    }

    record WrongState(String id, String action, String why) implements ImageFailure {
        @Override
        public String code() {
            return "image.wrong-state";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Image " + id + " cannot " + action;
        }

        @Override
        public String fix() {
            return "openstack image show " + id;
        }
    }

    record UnsafeImage(String problem) implements ImageFailure {
        @Override
        public String code() {
            return "image.unsafe";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The image data was refused";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Convert it to a whole image first: qemu-img convert -O raw";
        }
    }

    record LargerThanVolume(String id, long imageGiB, long volumeGiB) implements ImageFailure {
        @Override
        public String code() {
            return "image.larger-than-volume";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "A volume of " + volumeGiB + " GiB cannot be made from image " + id;
        }

        @Override
        public String why() {
            return "the image needs " + imageGiB + " GiB";
        }

        @Override
        public String fix() {
            return "Ask for a size of at least " + imageGiB + " GiB";
        }
    }

    record IsProtected(String id) implements ImageFailure {
        @Override
        public String code() {
            return "image.protected";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "Image " + id + " is protected and cannot be deleted";
        }

        @Override
        public String why() {
            return "its owner set 'protected'";
        }

        @Override
        public String fix() {
            return "openstack image set --unprotected " + id;
        }
    }

    record NotYours(String id, String action) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-yours";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "You are not permitted to " + action + " image " + id;
        }

        @Override
        public String why() {
            return "it belongs to another project";
        }

        @Override
        public String fix() {
            return "Ask its owner, or make an image of your own";
        }
    }

    record NotPublishable() implements ImageFailure {
        @Override
        public String code() {
            return "image.not-publishable";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "You are not authorized to make an image public";
        }

        @Override
        public String why() {
            return "that needs the role 'admin'";
        }

        @Override
        public String fix() {
            return "Leave the visibility out, or ask an administrator";
        }
    }

    /** An attribute that is the service's to set. */
    record ReadOnly(String attribute, String why) implements ImageFailure {
        @Override
        public String code() {
            return "image.read-only";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "Attribute '" + attribute + "' cannot be set";
        }

        @Override
        public String fix() {
            return "Leave it out";
        }
    }

    record NoSuchAttribute(String attribute) implements ImageFailure {
        @Override
        public String code() {
            return "image.no-such-attribute";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Attribute '" + attribute + "' cannot be changed";
        }

        @Override
        public String why() {
            return "the image has no such attribute";
        }

        @Override
        public String fix() {
            return "Use the operation 'add'";
        }
    }

    /** Sharing with single projects. */
    record NoMembers(String id) implements ImageFailure {
        @Override
        public String code() {
            return "image.no-members";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }

        @Override
        public String what() {
            return "Image " + id + " was not shared";
        }

        @Override
        public String why() {
            return "images are not shared with single projects here";
        }

        @Override
        public String fix() {
            return "Share it with all: openstack image set --community " + id;
        }
    }

    record NoSuchMember(String id, String project) implements ImageFailure {
        @Override
        public String code() {
            return "image.no-such-member";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }

        @Override
        public String what() {
            return "Project " + project + " is not a member of image " + id;
        }

        @Override
        public String why() {
            return "images are not shared with single projects here";
        }

        @Override
        public String fix() {
            return "Share it with all: openstack image set --community " + id;
        }
    }

    record NoFormat() implements ImageFailure {
        @Override
        public String code() {
            return "image.no-format";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The image data was not taken";
        }

        @Override
        public String why() {
            return "disk_format and container_format are not set";
        }

        @Override
        public String fix() {
            return "openstack image set --disk-format raw --container-format bare IMAGE";
        }
    }

    record TooLarge(long limitBytes) implements ImageFailure {
        @Override
        public String code() {
            return "image.too-large";
        }

        @Override
        public Kind kind() {
            return Kind.TOO_LARGE;
        }

        @Override
        public String what() {
            return "The image data was not taken";
        }

        @Override
        public String why() {
            return "the service keeps images of at most " + limitBytes + " bytes";
        }

        @Override
        public String fix() {
            return "Use a smaller image, or ask the administrator to raise limits.image";
        }
    }

    record UploadBroken() implements ImageFailure {
        @Override
        public String code() {
            return "image.upload-broken";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "The image data was not taken";
        }

        @Override
        public String why() {
            return "the connection ended before the data did";
        }

        @Override
        public String fix() {
            return "Send it again";
        }
    }

    record NotConvertible(String id, String why) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-convertible";
        }

        @Override
        public Kind kind() {
            return Kind.BAD_REQUEST;
        }

        @Override
        public String what() {
            return "Image " + id + " cannot be made into a disk";
        }

        @Override
        public String fix() {
            return "Convert it to raw before you upload it: qemu-img convert -O raw";
        }
    }

    record Exists(String id) implements ImageFailure {
        @Override
        public String code() {
            return "image.exists";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public String what() {
            return "Image " + id + " was not made";
        }

        @Override
        public String why() {
            return "an image of that id is there already";
        }

        @Override
        public String fix() {
            return "Leave the id out";
        }
    }

    record NotKept(String id) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-kept";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The data of image " + id + " was not kept";
        }

        @Override
        public String why() {
            return "the controller's disk for images is full, or cannot be written";
        }

        @Override
        public String fix() {
            return "Delete images that are not needed, or ask the administrator to look at the service's log";
        }
    }

    /** Told to who recovers, on that machine; no API shows it. */
    record NotRead(String folder, String problem) implements ImageFailure {
        @Override
        public String code() {
            return "image.not-read";
        }

        @Override
        public Kind kind() {
            return Kind.UNAVAILABLE;
        }

        @Override
        public String what() {
            return "The images in " + folder + " were not read";
        }

        @Override
        public String why() {
            return problem;
        }

        @Override
        public String fix() {
            return "Make them readable, or move away what is damaged";
        }
    }
}
