"""Who gets what, by rule: one line a person, one column a thing. Every door of a rule must give the same answer."""

Table = dict[str, dict[str, bool]]


def read(text: str) -> Table:
    """{person: {thing: whether they get it}}; the first line names the things."""
    things, *lines = [line.split() for line in text.strip().splitlines()]
    rows = {name: cells for name, *cells in lines}
    if any(len(cells) != len(things) or not set(cells) <= {"yes", "no"} for cells in rows.values()):
        raise ValueError("each line needs a yes or no for each thing")
    return {name: dict(zip(things, [cell == "yes" for cell in cells], strict=True)) for name, cells in rows.items()}


# A published exam of batch X A, one of the whole class X, and one of X A that is not published.
SITS = read("""
                  batch_exam  class_exam  draft
member            yes         yes         no
left              no          yes         no
moved             no          yes         no
other_batch       no          yes         no
no_batch          no          yes         no
other_class       no          no          no
grown             yes         yes         no
waiting           no          no          no
""")
SEES_THROUGH_CHILD = read("""
                  batch_exam  class_exam  draft
guardian          yes         yes         no
guardian_of_left  no          yes         no
guardian_of_other no          yes         no
guardian_let_in   yes         yes         no
guardian_of_grown no          no          no
guardian_of_inactive no       no          no
revoked           no          no          no
asking            no          no          no
stranger          no          no          no
""")
# An exam without batches belongs to every teacher of its subject; its author manages it while they are one.
MANAGES = read("""
                  batch_exam  class_exam  draft
of_batch          yes         yes         yes
of_other_batch    no          yes         no
of_institute      yes         yes         yes
of_other_subject  no          no          no
of_science        no          no          no
of_maths_12       no          no          no
crossed           no          yes         no
ended             no          no          no
author            no          no          no
author_teaching   no          yes         yes
was_student       no          no          no
admin             yes         yes         yes
counselor         no          no          no
was_teacher       no          no          no
""")
# Who gets the notice that an exam was published: those it is meant for, also while consent is waited for.
HEARS = read("""
                  batch_exam  class_exam
member            yes         yes
left              no          yes
moved             no          yes
other_batch       no          yes
no_batch          no          yes
other_class       no          no
waiting           yes         yes
inactive          no          no
was_student       no          no
guardian          no          no
of_batch          no          no
""")
# A teacher sees the work of today's pupils in the subject they take there.
WORK = read("""
                  member  left  moved  other_batch  no_batch
of_batch          yes     no    no     no           no
of_other_batch    no      no    yes    yes          no
of_institute      yes     yes   yes    yes          yes
of_other_subject  no      no    no     no           no
of_science        no      no    no     no           no
of_maths_12       no      no    no     no           no
crossed           no      no    yes    yes          no
ended             no      no    no     no           no
author            no      no    no     no           no
was_student       no      no    no     no           no
""")
OWN_WORK = read("""
                  member  left  moved  other_batch  no_batch
member            yes     no    no     no           no
left              no      yes   no     no           no
guardian          yes     no    no     no           no
guardian_of_left  no      yes   no     no           no
guardian_of_other no      no    no     yes          no
guardian_of_grown no      no    no     no           no
revoked           no      no    no     no           no
asking            no      no    no     no           no
waiting           no      no    no     no           no
counselor         no      no    no     no           no
was_teacher       no      no    no     no           no
""")
DESK = read("""
                  member  left  moved  other_batch  no_batch
admin             yes     yes   yes    yes          yes
member            no      no    no     no           no
guardian          no      no    no     no           no
counselor         no      no    no     no           no
was_teacher       no      no    no     no           no
""")
# As persons, whatever the subject; a teacher of no batch has the whole class of the subject.
TEACHES = read("""
                  member  left  moved  other_batch  no_batch  other_class  was_student
of_batch          yes     no    no     no           no        no           no
of_other_batch    no      no    yes    yes          no        no           no
of_institute      yes     yes   yes    yes          yes       no           no
of_other_subject  yes     no    no     no           no        no           no
of_science        yes     yes   yes    yes          yes       no           no
of_maths_12       no      no    no     no           no        yes          no
crossed           yes     no    yes    yes          no        no           no
ended             no      no    no     no           no        no           no
author            no      no    no     no           no        no           no
was_student       no      no    no     no           no        no           no
admin             yes     yes   yes    yes          yes       yes          no
counselor         no      no    no     no           no        no           no
was_teacher       no      no    no     no           no        no           no
""")
FOLLOWS = read("""
                  member  left  moved  other_batch  no_batch  grown  grown_open
member            yes     no    no     no           no        no     no
left              no      yes   no     no           no        no     no
guardian          yes     no    no     no           no        no     no
guardian_of_left  no      yes   no     no           no        no     no
guardian_of_grown no      no    no     no           no        no     no
guardian_let_in   no      no    no     no           no        no     yes
revoked           no      no    no     no           no        no     no
asking            no      no    no     no           no        no     no
stranger          no      no    no     no           no        no     no
""")
ANSWERS_FOR = read("""
                  member  left  other_batch  grown  grown_open  inactive
guardian          yes     no    no           no     no          no
guardian_of_left  no      yes   no           no     no          no
guardian_of_other no      no    yes          no     no          no
guardian_of_grown no      no    no           no     no          no
guardian_let_in   no      no    no           no     yes         no
guardian_of_inactive no   no    no           no     no          no
revoked           no      no    no           no     no          no
asking            no      no    no           no     no          no
stranger          no      no    no           no     no          no
""")
