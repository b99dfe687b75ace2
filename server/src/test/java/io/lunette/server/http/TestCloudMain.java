package io.lunette.server.http;

import java.time.Clock;

/** Runs the test cloud for trying clients by hand; prints what to export. */
final class TestCloudMain {
    private TestCloudMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (TestCloud cloud = new TestCloud(Clock.systemUTC(), 210_000)) {
            System.out.println("export OS_AUTH_URL=" + cloud.server.url("/identity/v3")
                    + " OS_USERNAME=admin OS_PROJECT_NAME=admin OS_PASSWORD=" + cloud.password
                    + " OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default OS_IDENTITY_API_VERSION=3");
            Thread.currentThread().join();
        }
    }
}
