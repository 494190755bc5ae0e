"""S3 with AWS_STORAGE_BUCKET_NAME, otherwise VAR_DIR/media; static files."""

from pathlib import Path

from botocore.config import Config

from mathvidya.settings.deployment import BASE_DIR, DEBUG, DEMO, TESTING, VAR_DIR, env

AWS_STORAGE_BUCKET_NAME = env.str("AWS_STORAGE_BUCKET_NAME", default="")
AWS_S3_ENDPOINT_URL = env.str("AWS_S3_ENDPOINT_URL", default=None)
AWS_S3_REGION_NAME = env.str("AWS_S3_REGION_NAME", default="ap-south-1")
AWS_ACCESS_KEY_ID = env.str("AWS_ACCESS_KEY_ID", default=None)
AWS_SECRET_ACCESS_KEY = env.str("AWS_SECRET_ACCESS_KEY", default=None)
AWS_QUERYSTRING_EXPIRE = 60
AWS_DEFAULT_ACL = None
# boto3's own defaults are three tries of sixty seconds each; a person waits for these.
AWS_S3_CLIENT_CONFIG = Config(
    signature_version="s3v4", connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 2}
)
ON_S3 = bool(AWS_STORAGE_BUCKET_NAME)
MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "questions.types.loaders.TypeFinder",
    "mathvidya.web.bundles.BundleFinder",
]
# Hashed names need `collectstatic`; DEBUG, the tests and the demo serve the source files as they are.
WHITENOISE_USE_FINDERS = DEBUG or TESTING or DEMO
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage" if ON_S3 else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "mathvidya.web.staticfiles.ManifestStorage"
    },
}
