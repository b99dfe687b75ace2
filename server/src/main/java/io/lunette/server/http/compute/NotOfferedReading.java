package io.lunette.server.http.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.failure.ServerFailure;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.JsonFields;

/**
 * Refuses what Nova takes at the making of a server and Lunette cannot do: taken silently, people would believe that it was
 * done.
 */
record NotOfferedReading(RequestContext request) {
    private static final String NO_WAY_IN =
            "nothing here brings it into the guest: there is no metadata service and no " + "config drive";

    void read(JsonFields server) {
        refuseIfSet(server, "user_data", NO_WAY_IN, "Put what the guest needs into its image");
        refuseIfSet(server, "config_drive", "there is no config drive", "Leave it out");
        refuseIfSet(server, "adminPass", NO_WAY_IN, "Set the password in the image");
        refuseIfSet(server, "accessIPv4", "servers have no network here", "Leave it out");
        refuseIfSet(server, "accessIPv6", "servers have no network here", "Leave it out");
        if (!request.since(2, 57)) {
            refuseIfSet(server, "personality", NO_WAY_IN, "Put the files into the image");
        }
        if (request.since(2, 63)) {
            refuseIfSet(server, "trusted_image_certificates", "images are not signed here", "Leave them out");
        }
        if (request.since(2, 90)) {
            refuseIfSet(server, "hostname", NO_WAY_IN, "Set the host name in the guest");
        }
        securityGroups(server);
    }

    private static void refuseIfSet(JsonFields server, String field, String why, String fix) {
        if (server.has(field) && isSet(server.node(field))) {
            server.refuse(new ServerFailure.NotOffered("'" + field + "' cannot be given to a server", why, fix));
        }
    }

    private static boolean isSet(JsonNode node) {
        return node.isContainerNode()
                ? !node.isEmpty()
                : !node.asText().isEmpty() && !node.asText().equalsIgnoreCase("false");
    }

    /** Without a network the default group guards as much as any: nothing. */
    private static void securityGroups(JsonFields server) {
        for (JsonFields group : server.objects("security_groups")) {
            if (!group.node("name").asText().equals("default")) {
                server.refuse(new ServerFailure.NotOffered(
                        "Unable to find the security group",
                        "there is no network service here, and so only the group 'default'",
                        "Leave security groups out"));
            }
        }
    }
}
