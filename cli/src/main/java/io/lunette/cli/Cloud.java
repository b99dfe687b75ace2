package io.lunette.cli;

/** Whom to ask, and as who: what {@code openstack} reads from OS_* variables or clouds.yaml. */
record Cloud(
        String authUrl,
        String username,
        String password,
        String project,
        String userDomain,
        String projectDomain,
        String region) {
    @Override
    public String toString() {
        return username + " of " + project + " at " + authUrl;
    }
}
