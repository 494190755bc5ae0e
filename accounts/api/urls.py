"""Paths of people under /api/v1/."""

from django.urls import path

from accounts.api import auth, avatars, guardians, people
from mathvidya.api.aliases import alias_of

me = people.MeView.as_view()

urlpatterns = [
    path("auth/register", auth.RegisterView.as_view()),
    path("auth/signup", alias_of(auth.RegisterView).as_view()),
    path("auth/login", auth.LoginView.as_view(), name="api_login"),
    path("auth/second-factor", auth.SecondFactorView.as_view()),
    path("auth/google", auth.GoogleView.as_view()),
    path("auth/refresh", auth.RefreshView.as_view()),
    path("auth/logout", auth.LogoutView.as_view()),
    path("auth/verify-email", auth.VerifyEmailView.as_view()),
    path("auth/forgot-password", auth.ForgotPasswordView.as_view()),
    path("auth/reset-password", auth.ResetPasswordView.as_view()),
    path("auth/change-password", auth.ChangePasswordView.as_view()),
    path("auth/me", me),
    path("users/me", me),
    path("users/profile", alias_of(people.MeView).as_view()),
    path("users/account", alias_of(people.MeView).as_view()),
    path("users/me/export", people.ExportView.as_view()),
    path("users/me/avatar", avatars.AvatarView.as_view()),
    path("users/me/avatar/<uuid:upload>/done", avatars.AvatarDoneView.as_view()),
    path("onboarding", people.OnboardingView.as_view()),
    path("children", people.ChildrenView.as_view()),
    path("children/<str:pk>", people.ChildView.as_view()),
    path("children/<str:pk>/export", people.ChildExportView.as_view()),
    path("guardians", guardians.LinksView.as_view()),
    path("guardians/<str:pk>/confirm", guardians.ConfirmView.as_view()),
    path("guardians/<str:pk>/revoke", guardians.RevokeView.as_view()),
    path("guardians/<str:pk>/consent", guardians.ConsentView.as_view()),
]
