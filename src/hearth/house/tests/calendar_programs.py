"""How calendar programs answer an invitation, each in its own way, as documented or reported.

Google: nextcloud/mail #6782. Fastmail: Auto-Submitted on what a person pressed. Nextcloud:
application/ics alone, from an address of the server. A telephone: no charset, a byte-order mark,
line ends as they come. Those on desks: `desktop_programs`.
"""

from __future__ import annotations

from hearth.house.tests.answers import add, letter
from hearth.house.tests.desktop_programs import apple, outlook, thunderbird


def google(to, *, who, uid, answer, sequence=0, sender=""):
    text = f"""
        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:REPLY
        BEGIN:VEVENT
        DTSTART:20270126T113000Z
        DTEND:20270126T123000Z
        DTSTAMP:20270105T091500Z
        ORGANIZER;CN=Tidewater Makers:mailto:{to}
        UID:{uid}
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN={who};
         X-NUM-GUESTS=0:mailto:{who}
        SEQUENCE:{sequence}
        STATUS:CONFIRMED
        SUMMARY:Monthly meet-up
        TRANSP:OPAQUE
        END:VEVENT
        END:VCALENDAR
        """
    message = letter(sender or who, to, "Accepted: Monthly meet-up @ Tue 26 Jan")
    message.set_content("Amara has accepted this invitation.")
    message.add_alternative("<p>Amara has accepted this invitation.</p>", subtype="html")
    add(message.add_alternative, text)
    add(message.add_attachment, text, "application", "ics", filename="invite.ics")
    return message.as_bytes()


def fastmail(to, **about):
    return google(to, **about).replace(
        b"MIME-Version", b"Auto-Submitted: auto-generated\nMIME-Version", 1
    )


def nextcloud(to, *, who, uid, answer, sequence=0, sender=""):
    text = f"""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Sabre//Sabre VObject 4.5.4//EN
        CALSCALE:GREGORIAN
        METHOD:REPLY
        BEGIN:VEVENT
        UID:{uid}
        DTSTAMP:20270105T091500Z
        SEQUENCE:{sequence}
        DTSTART;TZID=Europe/London:20270126T113000
        DTEND;TZID=Europe/London:20270126T123000
        SUMMARY:Monthly meet-up
        ORGANIZER;CN=Tidewater Makers:mailto:{to}
        ATTENDEE;PARTSTAT={answer};CN=Amara;SCHEDULE-STATUS=2.0:mailto:{who}
        REQUEST-STATUS:2.0;Success
        END:VEVENT
        END:VCALENDAR
        """
    message = letter("invitations-noreply@cloud.example.org", to, "Re: Monthly meet-up")
    message["Reply-To"] = sender or who
    message.set_content("Amara accepted.")
    add(message.add_attachment, text, "application", "ics", filename="event.ics")
    return message.as_bytes()


def telephone(to, *, who, uid, answer, sequence=0, sender=""):
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}",
        f"SEQUENCE:{sequence}", "SUMMARY:Cyfarfod misol – tŷ", "THIS LINE IS BROKEN",
        f"attendee;partstat={answer.lower()}:mailto:{who}", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    top = f"From: {sender or who}\nTo: <{to}>\nSubject: Accepted\nContent-Type: text/calendar\n\n"
    return ("\ufeff".join([top, "\n".join(lines)])).encode()


PROGRAMS = [google, outlook, apple, thunderbird, fastmail, nextcloud, telephone]
