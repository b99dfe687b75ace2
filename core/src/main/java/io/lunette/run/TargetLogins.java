package io.lunette.run;

import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts;
import io.lunette.port.ChapAccounts.Holder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * With what initiators log in to volumes' targets. On targets that Lunette manages each initiator has an account of its own
 * at each volume, issued when it comes to see the volume and forgotten when it sees it no more; an adopted LUN has the
 * account that its administrator gave, or none.
 */
public final class TargetLogins {
    /** 96 bits, and 16 characters: no shorter than RFC 7143 wants, no longer than initiators with the narrowest limit take. */
    private static final int SECRET_BYTES = 12;

    private static final int INITIATOR_DIGITS = 12;

    private final ChapAccounts accounts;
    private final boolean managedByChap;
    private final SecureRandom random = new SecureRandom();

    /**
     * Logins by these accounts.
     *
     * @param managedByChap whether initiators come to see managed LUNs with CHAP; those that have accounts keep them
     */
    public TargetLogins(ChapAccounts accounts, boolean managedByChap) {
        this.accounts = accounts;
        this.managedByChap = managedByChap;
    }

    /**
     * The name of an initiator's account at a volume: no secret, and the same each time, so that whoever withdraws the
     * initiator knows what to remove. Letters, digits and dashes: libvirt's schema has no more for it.
     */
    public static String user(VolumeId volume, Iqn initiator) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(initiator.text().getBytes(StandardCharsets.UTF_8));
            return volume + "-" + HexFormat.of().formatHex(hash).substring(0, INITIATOR_DIGITS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** What the initiator is to log in with from now on; its account is kept before anybody else learns of it. */
    public Login issue(VolumeId volume, Lun lun, Iqn initiator) {
        if (lun.adopted()) {
            return adopted(volume, initiator);
        }
        Holder holder = Holder.of(volume, initiator);
        if (!isByChap(holder)) {
            accounts.remove(holder);
            return Login.of(initiator);
        }
        return Login.of(initiator).with(accounts.find(holder).orElseGet(() -> fresh(holder)));
    }

    private ChapAccount fresh(Holder holder) {
        ChapAccount account =
                new ChapAccount(user(holder.volume(), holder.initiator().orElseThrow()), freshSecret());
        accounts.put(holder, account);
        return account;
    }

    /** A target asks everybody or nobody for an account. */
    private boolean isByChap(Holder holder) {
        return managedByChap || accounts.holders(holder.volume()).stream().anyMatch(other -> !other.equals(holder));
    }

    private Login adopted(VolumeId volume, Iqn initiator) {
        return new Login(initiator, accounts.find(Holder.everyInitiator(volume)));
    }

    /** For the time of one look by the controller: an account that is kept nowhere. */
    public Login passing(VolumeId volume, Lun lun, Iqn initiator) {
        if (lun.adopted()) {
            return adopted(volume, initiator);
        }
        return isByChap(Holder.of(volume, initiator))
                ? Login.of(initiator).with(new ChapAccount(user(volume, initiator), freshSecret()))
                : Login.of(initiator);
    }

    private ChapSecret freshSecret() {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        return new ChapSecret(Base64.getUrlEncoder().encodeToString(bits));
    }

    /** The account that an initiator has at a managed target, if any. */
    public Optional<ChapAccount> known(VolumeId volume, Iqn initiator) {
        return accounts.find(Holder.of(volume, initiator));
    }

    /** The account with which a server's disk logs in now, of whichever kind its LUN is. */
    public Optional<ChapAccount> inUse(VolumeId volume, Lun lun, Iqn initiator) {
        return lun.adopted() ? accounts.find(Holder.everyInitiator(volume)) : known(volume, initiator);
    }

    /** What the initiator logs in with as it is, which may be its name alone where it came before there was CHAP. */
    public Login current(VolumeId volume, Lun lun, Iqn initiator) {
        return new Login(initiator, inUse(volume, lun, initiator));
    }

    /** Forgets the account of an initiator that sees the volume no more. */
    public void forget(VolumeId volume, Lun lun, Iqn initiator) {
        if (!lun.adopted()) {
            accounts.remove(Holder.of(volume, initiator));
        }
    }

    /** What a disk's definition will say of its login; issues nothing. */
    public Optional<ChapLogin> shown(ServerId server, VolumeId volume, Optional<Lun> lun, Iqn initiator) {
        if (lun.filter(Lun::adopted).isPresent()) {
            return accounts.find(Holder.everyInitiator(volume)).map(account -> ChapLogin.of(server, volume, account));
        }
        return isByChap(Holder.of(volume, initiator))
                ? Optional.of(new ChapLogin(user(volume, initiator), ChapLogin.usage(server, volume)))
                : Optional.empty();
    }
}
