package io.lunette.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Writes what the administrator's clients need to reach the service: {@code clouds.yaml} and {@code openrc}. */
final class ClientFiles {
    private ClientFiles() {}

    static void write(Path folder, URI endpoint, String user, String project, String password) throws IOException {
        String identity = endpoint + "/identity/v3";
        PrivateFile.write(folder.resolve("clouds.yaml"), """
                # For: OS_CLIENT_CONFIG_FILE=%s OS_CLOUD=lunette openstack server list
                clouds:
                  lunette:
                    auth:
                      auth_url: %s
                      username: %s
                      password: "%s"
                      project_name: %s
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                """.formatted(
                        folder.resolve("clouds.yaml"), identity, user, password, project));
        PrivateFile.write(
                folder.resolve("openrc"), """
                # For: . %s && openstack server list
                export OS_AUTH_URL='%s'
                export OS_USERNAME='%s'
                export OS_PASSWORD='%s'
                export OS_PROJECT_NAME='%s'
                export OS_USER_DOMAIN_NAME=Default
                export OS_PROJECT_DOMAIN_NAME=Default
                export OS_REGION_NAME=RegionOne
                export OS_IDENTITY_API_VERSION=3
                unset OS_CLOUD OS_TOKEN OS_AUTH_TYPE
                """.formatted(folder.resolve("openrc"), identity, user, password, project));
    }
}
