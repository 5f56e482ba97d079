"""How programs on desks answer an invitation; see `calendar_programs`.

Outlook on the web and Exchange: no ORGANIZER (nextcloud/server #53948), Windows zone names,
base64. Apple: folded lines, quoted-printable. Thunderbird: MAILTO in capitals, an alternative
part and a file.
"""

from __future__ import annotations

from base64 import b64encode
from quopri import encodestring

from hearth.house.tests.answers import add, letter, lines, raw


def outlook(to, *, who, uid, answer, sequence=0, sender=""):
    text = f"""
        BEGIN:VCALENDAR
        METHOD:REPLY
        PRODID:Microsoft Exchange Server 2010
        VERSION:2.0
        BEGIN:VTIMEZONE
        TZID:GMT Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T010000
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        ATTENDEE;PARTSTAT={answer};CN=Amara Okafor:MAILTO:{who}
        COMMENT;LANGUAGE=en-GB:\\n
        UID:{uid}
        SUMMARY;LANGUAGE=en-GB:Accepted: Monthly meet-up
        DTSTART;TZID=GMT Standard Time:20270126T113000
        DTEND;TZID=GMT Standard Time:20270126T123000
        CLASS:PUBLIC
        PRIORITY:5
        DTSTAMP:20270105T091500Z
        TRANSP:OPAQUE
        STATUS:CONFIRMED
        SEQUENCE:{sequence}
        X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        X-MICROSOFT-DISALLOW-COUNTER:FALSE
        END:VEVENT
        END:VCALENDAR
        """
    return _by_exchange(to, sender or who, text, f"{uid}{answer}{sequence}{who}")


def _by_exchange(to, sender, text, name):
    body = b64encode(lines(text).encode()).decode()
    return raw(
        f"""
        From: Amara Okafor <{sender}>
        To: Tidewater Makers <{to}>
        Subject: Accepted: Monthly meet-up
        Message-ID: <DB9PR05MB{abs(hash(name))}@EURPRD05.PROD.OUTLOOK.COM>
        X-MS-Exchange-Organization-AuthAs: Internal
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="_000_DB9PR05MB_"

        --_000_DB9PR05MB_
        Content-Type: text/plain; charset="iso-8859-1"
        Content-Transfer-Encoding: quoted-printable

        =20
        --_000_DB9PR05MB_
        Content-Type: text/calendar; charset="utf-8"; method=REPLY
        Content-Transfer-Encoding: base64

        {body}
        --_000_DB9PR05MB_--
        """
    )


def apple(to, *, who, uid, answer, sequence=0, sender=""):
    text = f"""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Apple Inc.//macOS 14.5//EN
        CALSCALE:GREGORIAN
        METHOD:REPLY
        BEGIN:VEVENT
        ATTENDEE;CN="Amara Ökafor";CUTYPE=INDIVIDUAL;EMAIL="{who}";PARTSTAT=
         {answer};ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:{who[:9]}
         {who[9:]}
        CREATED:20270105T091200Z
        DTSTAMP:20270105T091500Z
        ORGANIZER;CN="Tidewater Makers":mailto:{to}
        SEQUENCE:{sequence}
        UID:{uid[:20]}
         {uid[20:]}
        END:VEVENT
        END:VCALENDAR
        """
    body = encodestring(lines(text).encode()).decode()
    return raw(
        f"""
        From: =?utf-8?Q?Amara_=C3=96kafor?= <{sender or who}>
        To: {to}
        Subject: =?utf-8?Q?Accepted=3A_Monthly_meet-up?=
        Message-Id: <{abs(hash((uid, answer, sequence, who)))}@icloud.com>
        Mime-Version: 1.0 (iCal 14.0)
        Content-Type: multipart/mixed; boundary="Apple-Mail=_1"

        --Apple-Mail=_1
        Content-Transfer-Encoding: 7bit
        Content-Type: text/plain; charset=us-ascii

        Amara accepted your invitation.
        --Apple-Mail=_1
        Content-Disposition: attachment; filename=iCal-20270105-091500.ics
        Content-Type: text/calendar; charset=utf-8; method=REPLY; x-unix-mode=0644; name="iCal.ics"
        Content-Transfer-Encoding: quoted-printable

        {body}
        --Apple-Mail=_1--
        """
    )


def thunderbird(to, *, who, uid, answer, sequence=0, sender=""):
    text = f"""
        BEGIN:VCALENDAR
        PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
        VERSION:2.0
        METHOD:REPLY
        BEGIN:VEVENT
        LAST-MODIFIED:20270105T091500Z
        DTSTAMP:20270105T091500Z
        UID:{uid}
        SUMMARY:Monthly meet-up
        PRIORITY:0
        STATUS:CONFIRMED
        ORGANIZER;CN=Tidewater Makers:MAILTO:{to.upper()}
        ATTENDEE;RSVP=TRUE;CN=Amara;PARTSTAT={answer};CUTYPE=INDIVIDUAL;ROLE=REQ-
         PARTICIPANT:MAILTO:{who.upper()}
        SEQUENCE:{sequence}
        TRANSP:OPAQUE
        BEGIN:VALARM
        ACTION:DISPLAY
        TRIGGER:-PT15M
        UID:not-this-one
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """
    message = letter(
        sender or who, to.upper(), "Event Invitation Reply (Accepted): Monthly meet-up"
    )
    message.set_content("Amara has accepted your event invitation.")
    add(message.add_alternative, text)
    add(message.add_attachment, text, "application", "ics", filename="invite.ics")
    return message.as_bytes()
