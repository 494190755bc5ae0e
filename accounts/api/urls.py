"""Paths of people under /api/v1/."""

from django.urls import path

from accounts.api import auth, avatars, guardians, people

register, me, export = auth.Register.as_view(), people.Me.as_view(), people.Export.as_view()

urlpatterns = [
    path("auth/register", register),
    path("auth/signup", register),
    path("auth/login", auth.Login.as_view(), name="api_login"),
    path("auth/second-factor", auth.SecondFactor.as_view()),
    path("auth/google", auth.Google.as_view()),
    path("auth/refresh", auth.Refresh.as_view()),
    path("auth/logout", auth.Logout.as_view()),
    path("auth/verify-email", auth.VerifyEmail.as_view()),
    path("auth/forgot-password", auth.ForgotPassword.as_view()),
    path("auth/reset-password", auth.ResetPassword.as_view()),
    path("auth/change-password", auth.ChangePassword.as_view()),
    path("auth/me", me),
    path("users/me", me),
    path("users/profile", me),
    path("users/account", me),
    path("users/me/export", export),
    path("users/me/avatar", avatars.Avatar.as_view()),
    path("users/me/avatar/<uuid:upload>/done", avatars.AvatarDone.as_view()),
    path("onboarding", people.Onboarding.as_view()),
    path("children", people.Children.as_view()),
    path("children/<str:pk>", people.Child.as_view()),
    path("children/<str:pk>/export", people.ChildExport.as_view()),
    path("guardians", guardians.Links.as_view()),
    path("guardians/<str:pk>/confirm", guardians.Confirm.as_view()),
    path("guardians/<str:pk>/revoke", guardians.Revoke.as_view()),
    path("guardians/<str:pk>/consent", guardians.Consent.as_view()),
]
