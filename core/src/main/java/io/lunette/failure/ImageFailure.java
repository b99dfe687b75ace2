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
}
