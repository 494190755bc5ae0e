from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "mathvidya.uploads"

    def ready(self) -> None:
        from mathvidya.ops.pruning import register
        from mathvidya.uploads.actions import expire_uploads, sweep_orphans

        register("uploads never received", expire_uploads)
        register("files without a row", sweep_orphans)
