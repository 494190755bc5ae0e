"""Settings by subject; the environment decides. `.env.example` explains every variable.

With nothing set, all is embedded: SQLite, local files, a filesystem broker, sockets in memory, mail on the console.
"""

from mathvidya.settings.api import *
from mathvidya.settings.apps import *
from mathvidya.settings.database import *
from mathvidya.settings.deployment import *
from mathvidya.settings.files import *
from mathvidya.settings.jobs import *
from mathvidya.settings.mail import *
from mathvidya.settings.pages import *
from mathvidya.settings.redis import *
from mathvidya.settings.security import *
from mathvidya.settings.sign_in import *
from mathvidya.settings.watching import *
from mathvidya.web.admin_menu import UNFOLD as UNFOLD

# What lower apps need from accounts, by dotted name.
REALTIME_AUTHENTICATOR = "accounts.access.signin.user_of_token"
REALTIME_SESSION_REFUSER = "accounts.access.factors.lacks_second_factor"
PAGE_GUARD = "accounts.access.permissions.signed_in"
