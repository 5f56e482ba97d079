"""Every setting of Django's, once. What differs between machines comes from `config`."""

from pathlib import Path

from hearth.house.config import config

SRC = Path(__file__).resolve().parent.parent
AREAS = [
    "hearth.post",
    "hearth.charter",
    "hearth.conversations",
    "hearth.people",
    "hearth.gatherings",
    "hearth.listening",
    "hearth.roundups",
]

HOME = config.home
DEMO = config.demo
DEBUG = False
SECRET_KEY = config.secret_key
ALLOWED_HOSTS = config.hosts
CSRF_TRUSTED_ORIGINS = config.origins
SITE_ADDRESS = config.address

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "hearth.ground",
    *AREAS,
    "hearth.house",
]
AUTH_USER_MODEL = "ground.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hearth.house.starting.FirstDayMiddleware",
    "hearth.ground.access.PersonMiddleware",
    "hearth.ground.refusals.RefusalMiddleware",
]
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = config.address.startswith("https:")

ROOT_URLCONF = "hearth.house.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hearth.ground.web.surroundings",
                "hearth.house.stylesheet.look",
            ]
        },
    }
]
FORM_RENDERER = "hearth.house.forms.Paper"

DATABASES = {"default": config.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CSRF_FAILURE_VIEW = "hearth.house.views.lost_touch"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"said": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["said"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}

REDIS_URL = config.redis_url
BIGBLUEBUTTON_URL = config.bigbluebutton_url
BIGBLUEBUTTON_SECRET = config.bigbluebutton_secret
MAILERS = {"default": config.mailer}
MAILERS_READY = config.can_send
FROM_ADDRESS = config.from_address
MAILBOX = config.mailbox
MAIL_LISTEN = config.mail_listen
MAIL_REPLIES = config.replies  # empty where nobody reads answers

USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False  # there is no other language yet: looking for words costs a page 1 to 2 ms
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # from the areas' own folders: nothing to collect, nothing to forget
WHITENOISE_MAX_AGE = 3600

LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hearth.people.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody becomes a member without confirming theirs
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
