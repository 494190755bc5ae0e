from accounts.models.guardians import ConsentRecord, Guardianship
from accounts.models.profiles import StudentProfile, TeacherProfile
from accounts.models.sessions import RefreshFamily
from accounts.models.users import User

__all__ = ["ConsentRecord", "Guardianship", "RefreshFamily", "StudentProfile", "TeacherProfile", "User"]
