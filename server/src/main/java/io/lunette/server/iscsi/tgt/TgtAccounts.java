package io.lunette.server.iscsi.tgt;

import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.VolumeId;
import io.lunette.server.iscsi.Deadline;
import io.lunette.server.iscsi.tgt.TgtRequest.Mode;
import io.lunette.server.iscsi.tgt.TgtRequest.Operation;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The CHAP accounts of targets. Their secrets go over tgtd's management socket, and into no command line. A target with
 * accounts has one more, the guard, whose secret nobody knows: it asks for an account as long as somebody has one, and also
 * in the moment when one account is exchanged for another. Callers see to it that one works at a time.
 *
 * <p>tgtd 1.0.85 keeps a target's accounts in slots, and looks at as many from the first one on as there are accounts
 * (target.c, account_lookup and tgt_target_show_all): a hole before the last one shuts that one out, and showing the targets
 * would end tgtd. So accounts are taken off from the last one on, and those behind the one that goes are put back.
 */
final class TgtAccounts {
    private static final String GUARD = "-guard";
    private static final int GUARD_SECRET_BYTES = 12;
    private static final int UUID_CHARACTERS = 36;

    private final TgtTargets targets;
    private final Map<String, ChapSecret> told = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    TgtAccounts(TgtTargets targets) {
        this.targets = targets;
    }

    /** tgtd may be another one, which knows none of them. */
    void forgetAll() {
        told.clear();
    }

    /** Lets the target take this account; sessions that are open stay. The users that the target has then, in order. */
    List<String> admit(VolumeId volume, TgtTarget target, ChapAccount account, Deadline deadline) throws IOException {
        List<String> bound = healed(volume, target, deadline);
        if (bound.contains(account.user())) {
            if (account.secret().equals(told.get(account.user()))) {
                return bound;
            }
            bound = without(target.number(), bound, account.user(), deadline);
        }
        if (!bound.contains(volume + GUARD)) {
            add(target.number(), bound, new ChapAccount(volume + GUARD, unknownSecret()), deadline);
        }
        add(target.number(), bound, account, deadline);
        return bound;
    }

    private void add(int target, List<String> bound, ChapAccount account, Deadline deadline) throws IOException {
        make(account, deadline);
        bind(target, account.user(), deadline);
        bound.add(account.user());
    }

    private ChapSecret unknownSecret() {
        byte[] bits = new byte[GUARD_SECRET_BYTES];
        random.nextBytes(bits);
        return new ChapSecret(Base64.getUrlEncoder().encodeToString(bits));
    }

    /** Takes an account away for good, and the guard where there was no other. The users that are left, in order. */
    List<String> remove(VolumeId volume, TgtTarget target, String user, Deadline deadline) throws IOException {
        List<String> bound = healed(volume, target, deadline);
        if (!bound.contains(user)) {
            return bound;
        }
        List<String> left = without(target.number(), bound, user, deadline);
        return left.equals(List.of(volume + GUARD)) ? without(target.number(), left, volume + GUARD, deadline) : left;
    }

    /** Gives the target exactly these accounts. */
    List<String> set(VolumeId volume, TgtTarget target, List<ChapAccount> wanted, Deadline deadline)
            throws IOException {
        Set<String> users = wanted.stream().map(ChapAccount::user).collect(Collectors.toSet());
        TgtTarget now = target;
        for (String user : target.accounts()) {
            if (!users.contains(user) && !user.equals(volume + GUARD)) {
                now = now.withAccounts(remove(volume, now, user, deadline));
            }
        }
        for (ChapAccount account : wanted) {
            now = now.withAccounts(admit(volume, now, account, deadline));
        }
        return now.accounts();
    }

    /** Removes accounts of a target that is gone. */
    void delete(List<String> users, Deadline deadline) throws IOException {
        for (String user : users) {
            deleteAccount(user, deadline);
        }
    }

    /** Removes accounts of volumes which no target has: a call was cut off before it gave them to one. */
    void deleteUnbound(List<TgtTarget> present, Deadline deadline) throws IOException {
        Set<String> bound = new HashSet<>();
        present.forEach(target -> bound.addAll(target.accounts()));
        for (String line : targets.call(TgtRequest.ofAll(Mode.ACCOUNT, Operation.SHOW), deadline)
                .lines()
                .toList()) {
            String user = line.strip();
            if (isOfVolume(user) && !bound.contains(user)) {
                deleteAccount(user, deadline);
            }
        }
    }

    private static boolean isOfVolume(String user) {
        return user.length() > UUID_CHARACTERS
                && VolumeId.parse(user.substring(0, UUID_CHARACTERS))
                        .toOptional()
                        .isPresent();
    }

    /** Those that the target has, after an exchange that was cut off in the midst has been made up for. */
    private List<String> healed(VolumeId volume, TgtTarget target, Deadline deadline) throws IOException {
        List<String> bound = new ArrayList<>(target.accounts());
        for (String user : List.copyOf(told.keySet())) {
            if (user.startsWith(volume + "-") && !bound.contains(user)) {
                bind(target.number(), user, deadline);
                bound.add(user);
            }
        }
        return bound;
    }

    private List<String> without(int target, List<String> bound, String user, Deadline deadline) throws IOException {
        int place = bound.indexOf(user);
        for (int i = bound.size() - 1; i >= place; i--) {
            targets.tolerating(
                    Set.of(TgtRefused.NO_USER), TgtRequest.ofAccount(Operation.UNBIND, target, bound.get(i)), deadline);
        }
        List<String> behind = bound.subList(place + 1, bound.size());
        for (String other : behind) {
            bind(target, other, deadline);
        }
        deleteAccount(user, deadline);
        List<String> left = new ArrayList<>(bound.subList(0, place));
        left.addAll(behind);
        return left;
    }

    private void bind(int target, String user, Deadline deadline) throws IOException {
        targets.tolerating(
                Set.of(TgtRefused.USER_EXISTS), TgtRequest.ofAccount(Operation.BIND, target, user), deadline);
    }

    private void make(ChapAccount account, Deadline deadline) throws IOException {
        deleteAccount(account.user(), deadline);
        targets.call(
                TgtRequest.ofAccount(
                        Operation.NEW,
                        "user=" + account.user() + ",password="
                                + account.secret().text()),
                deadline);
        told.put(account.user(), account.secret());
    }

    private void deleteAccount(String user, Deadline deadline) throws IOException {
        told.remove(user);
        targets.tolerating(
                Set.of(TgtRefused.NO_USER), TgtRequest.ofAccount(Operation.DELETE, "user=" + user), deadline);
    }
}
