from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "mathvidya.uploads"

    def ready(self) -> None:
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.actions import expire_uploads, sweep_orphans

        pruners.register("uploads never received", expire_uploads)
        pruners.register("files without a row", sweep_orphans)
