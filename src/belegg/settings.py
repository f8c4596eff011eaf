"""Django settings. What differs between machines comes from the environment (docs/reference/environment.md)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from belegg import places

PACKAGE = Path(__file__).resolve().parent
HOME = places.home()
SECRET_KEY = places.secret_key()
DEBUG = os.environ.get("BELEGG_DEBUG") == "1"

# Local mode: one user, loopback only, signed in by a one-time token. Server mode: accounts.
MODE = os.environ.get("BELEGG_MODE", "local")
if MODE not in ("local", "server"):
    raise ImproperlyConfigured(f"BELEGG_MODE is local or server, not {MODE}")
LOCAL_MODE = MODE == "local"
ALLOWED_HOSTS = [h for h in os.environ.get("BELEGG_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BELEGG_ORIGINS", "").split(",") if o]
BEHIND_HTTPS = os.environ.get("BELEGG_HTTPS") == "1"
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "belegg.apps.study",
    "belegg.apps.privacy",
    "belegg.apps.fieldwork",
    "belegg.apps.recordings",
    "belegg.apps.sources",
    "belegg.apps.coding",
    "belegg.apps.analysis",
    "belegg.apps.exchange",
    "belegg.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "belegg.web.base.middleware.LocalToken",
    "belegg.web.base.middleware.ShowRefusals",
]

ROOT_URLCONF = "belegg.urls"
WSGI_APPLICATION = "belegg.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(PACKAGE.glob("web/*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "belegg.web.base.context.frame",
            ],
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"]),
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
        },
    }
]


def database() -> dict:
    """Return the database: PostgreSQL where DATABASE_URL names one, else SQLite in the store."""
    url = os.environ.get("DATABASE_URL", "")
    if url:
        parts = urlparse(url)
        if parts.scheme not in ("postgres", "postgresql"):
            raise ImproperlyConfigured("DATABASE_URL begins with postgresql://")
        options = {k: v for k, _, v in (pair.partition("=") for pair in parts.query.split("&") if pair)}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or options.pop("host", ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "belegg.sqlite3",
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write takes the lock at its start, so two writers wait instead of failing.
            # synchronous=FULL: what was acknowledged survives a power cut, not only a killed process.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;",
        },
        "TEST": {"NAME": os.environ.get("BELEGG_TEST_SQLITE") or None},
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "study.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # how long an invitation is good for
SESSION_COOKIE_NAME = "belegg_session"
CSRF_COOKIE_NAME = "belegg_csrf"
SESSION_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian Bokmål")), ("nn", _("Norwegian Nynorsk"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["belegg.dates"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("BELEGG_TIMEZONE", "Europe/Oslo")

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static", *sorted(PACKAGE.glob("web/*/static"))]
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
STATICFILES_STORAGE_VERSIONED = True
MEDIA_ROOT = HOME / "media"

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000
UPLOAD_MAX_BYTES = int(os.environ.get("BELEGG_UPLOAD_MAX", 200 * 1024 * 1024))
RECORDING_MAX_BYTES = int(os.environ.get("BELEGG_RECORDING_MAX", 2 * 1024 * 1024 * 1024))

# 'strict-dynamic' is not needed: scripts are our own modules or vendored files, all from 'self'.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
