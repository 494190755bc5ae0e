"""How the document of the API names the enumerations that two fields of one name have.

    enum_names.register("ExamKind", "exams.choices.ExamKind")   # in ready(): a name, and where its choices are

The settings hand the registry to drf-spectacular, which reads it as a mapping.
"""

from mathvidya.lib.registry import Registry

enum_names: Registry[str] = Registry("name of an enumeration")
