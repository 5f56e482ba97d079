"""Mailboxes for tests: a folder, and a real mail server (Dovecot) where one is installed."""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import subprocess
import time

from hearth.house.config_urls import mailbox as place_of
from tests.letterbox import free_port


class Folder:
    """A maildir, with what tests do to it."""

    def __init__(self, path):
        self.path, self.n = path, 0
        for part in ("new", "cur", "tmp"):
            (path / part).mkdir(parents=True)
        self.place = place_of(f"maildir://{path}")

    def add(self, raw):
        self.n += 1
        (self.path / "new" / f"170000000{self.n}.M1.host").write_bytes(raw)

    def seen(self):
        return len(list(self.path.glob("cur/*:2,S")))


class Dovecot:
    """A real mail server, started for one test; messages come in by IMAP, as a person's would."""

    def __init__(self, home):
        port = free_port()
        home.chmod(0o755)
        (home / "mail").mkdir()
        (home / "dovecot.conf").write_text(_settings(home, port))
        self._runs = subprocess.Popen(["dovecot", "-F", "-c", str(home / "dovecot.conf")])
        self.place = place_of(f"imap://hearth:secret@127.0.0.1:{port}/INBOX?tls=no")
        self._box = self._when_open(port, home / "log")

    def _when_open(self, port, log):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            time.sleep(0.1)
            try:
                box = imaplib.IMAP4("127.0.0.1", port, timeout=5)
                box.login("hearth", "secret")
            except (OSError, imaplib.IMAP4.error):
                continue
            return box
        self.stop()
        raise AssertionError(log.read_text() if log.exists() else "Dovecot did not open.")

    def add(self, raw):
        self._box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), raw)

    def seen(self):
        self._box.select("INBOX", readonly=True)
        return len(self._box.search(None, "SEEN")[1][0].split())

    def stop(self):
        self._runs.terminate()
        self._runs.wait(timeout=10)


def _settings(home, port):
    """Dovecot asks for other users when it is started by root, and may not change any else."""
    user, group, more = getpass.getuser(), str(os.getgid()), ""
    if os.geteuid() == 0:
        user, group = "nobody", "nogroup"
        shutil.chown(home / "mail", user, group)
    else:
        more = f"""
            default_login_user = {user}
            default_internal_user = {user}
            default_internal_group = {group}
            service anvil {{
              chroot =
            }}
            """
    return f"""
        base_dir = {home}/run
        state_dir = {home}/state
        log_path = {home}/log
        protocols = imap
        ssl = no
        disable_plaintext_auth = no
        first_valid_uid = 1
        {more}
        service imap-login {{
          {"" if os.geteuid() == 0 else "chroot ="}
          inet_listener imap {{
            address = 127.0.0.1
            port = {port}
          }}
        }}
        passdb {{
          driver = static
          args = password=secret
        }}
        userdb {{
          driver = static
          args = uid={user} gid={group} home={home}/mail
        }}
        mail_location = maildir:{home}/mail
        """
