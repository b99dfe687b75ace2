package io.lunette.server.http;

import io.lunette.server.http.json.JsonWriter;

/** How an API's errors look, so that its stock clients print the message. */
enum ErrorShape {
    /** {@code {"itemNotFound": {"code": 404, "message": "..."}}}: Nova and Cinder. */
    NAMED_FAULT {
        @Override
        void write(JsonWriter out, int status, String message) {
            out.object(faultName(status), () -> {
                out.put("code", status).put("message", message);
                if (status == 413) {
                    out.put("retryAfter", "0");
                }
            });
        }
    },

    /** {@code {"error": {"code": 404, "title": "Not Found", "message": "..."}}}: Keystone; SDK and glanceclient print it. */
    OBJECT {
        @Override
        void write(JsonWriter out, int status, String message) {
            out.object(
                    "error",
                    () -> out.put("code", status).put("title", title(status)).put("message", message));
        }
    };

    /** Writes the shape's one field into an object that is begun. */
    abstract void write(JsonWriter out, int status, String message);

    // nova/api/openstack/wsgi.py, class Fault; Cinder has the same names.
    private static String faultName(int status) {
        return switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413, 429 -> "overLimit";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Internal Server Error";
        };
    }
}
