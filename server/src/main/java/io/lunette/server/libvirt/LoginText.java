package io.lunette.server.libvirt;

import java.util.regex.Pattern;

/** What iscsiadm said, as libvirt passes it on. */
final class LoginText {
    private static final Pattern COMMAND =
            Pattern.compile("^(internal error: )?Child process \\(.*?\\) unexpected exit status [0-9]+:? *");

    /** ISCSI_ERR_LOGIN_AUTH_FAILED of open-iscsi. */
    private static final Pattern ACCOUNT = Pattern.compile("exit status 24\\b|authorization failure");

    private LoginText() {}

    /** Without the command line. */
    static String reason(String text) {
        String bare = COMMAND.matcher(text).replaceFirst("").strip();
        return bare.isEmpty() ? text : bare;
    }

    static boolean isOfAccount(String text) {
        return ACCOUNT.matcher(text).find();
    }
}
