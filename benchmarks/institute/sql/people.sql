-- Students with a guardian each, teachers, an administrator; batches of forty.
CREATE TEMP TABLE name (n int, first text, last text);
INSERT INTO name SELECT ordinality - 1, split_part(pair, ' ', 1), split_part(pair, ' ', 2) FROM unnest(ARRAY[
    'Aarav Sharma', 'Ananya Iyer', 'Arjun Patel', 'Diya Khan', 'Farhan Ali', 'Gurpreet Singh', 'Ishaan Verma',
    'Kavya Nair', 'Meera Das', 'Nikhil Rao', 'Pooja Joshi', 'Rahul Bose', 'Riya Menon', 'Rohan Gupta', 'Saanvi Reddy',
    'Zoya Ansari']) WITH ORDINALITY AS given (pair, ordinality);

CREATE TEMP TABLE person AS
    SELECT 'student' AS role, g - 1 AS n FROM wanted, generate_series(1, wanted.students) g
    UNION ALL SELECT 'parent', g - 1 FROM wanted, generate_series(1, wanted.students) g
    UNION ALL SELECT 'teacher', g - 1 FROM wanted, generate_series(1, wanted.teachers) g
    UNION ALL SELECT 'admin', 0;

INSERT INTO accounts_user (password, is_superuser, email, first_name, last_name, role, date_of_birth, phone, avatar,
                           time_zone, language, is_active, consented_at, session_epoch, date_joined)
SELECT wanted.password, false, person.role || person.n || '@example.org', name.first, name.last, person.role,
       CASE person.role WHEN 'student' THEN date '2011-01-01' + person.n % 365 END, '', '', 'Asia/Kolkata',
       CASE WHEN person.n % 4 = 0 THEN 'hi' ELSE 'en' END, true,
       CASE person.role WHEN 'student' THEN now() - interval '90 days' END, 0, now() - interval '100 days'
FROM wanted CROSS JOIN person JOIN name ON name.n = person.n % 16
ORDER BY person.role, person.n;

CREATE TEMP TABLE known AS
    SELECT id, role, row_number() OVER (PARTITION BY role ORDER BY id) - 1 AS n FROM accounts_user;
CREATE UNIQUE INDEX ON known (role, n);
ANALYZE known;

INSERT INTO account_emailaddress (user_id, email, verified, "primary") SELECT id, email, true, true FROM accounts_user;
INSERT INTO accounts_studentprofile (user_id, school, roll_number, goals, study_preferences)
SELECT id, 'Kendriya Vidyalaya', n::text, '[]', '{}' FROM known WHERE role = 'student';
INSERT INTO classroom_enrolment (student_id, programme_id, joined_on)
SELECT known.id, subject.programme_id, current_date - 90
FROM known, wanted JOIN curriculum_subject subject ON subject.id = wanted.subject_id WHERE known.role = 'student';
INSERT INTO accounts_teacherprofile (user_id, daily_capacity, qualification)
SELECT id, 30000, 'M.Sc.' FROM known WHERE role = 'teacher';

INSERT INTO accounts_guardianship (child_id, guardian_id, guardian_email, relation, status, requested_by_id, created_at,
                                   confirmed_at)
SELECT child.id, parent.id, 'parent' || child.n || '@example.org', 'parent', 'confirmed', child.id,
       now() - interval '95 days', now() - interval '90 days'
FROM known child JOIN known parent ON parent.role = 'parent' AND parent.n = child.n WHERE child.role = 'student';
INSERT INTO accounts_consentrecord (child_id, given_by_id, link_id, purpose, granted, notice_version, method, at)
SELECT child_id, guardian_id, id, 'learning', true, '1', 'mail', confirmed_at FROM accounts_guardianship;

INSERT INTO classroom_batch (name, programme_id, year, is_active)
SELECT 'X-' || g, subject.programme_id, '2026-27', true
FROM wanted JOIN curriculum_subject subject ON subject.id = wanted.subject_id, generate_series(1, wanted.batches) g;
CREATE TEMP TABLE room AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM classroom_batch;
INSERT INTO classroom_batchmember (batch_id, student_id, joined_on)
SELECT room.id, known.id, current_date - 90 FROM known JOIN room ON room.n = known.n / 40
WHERE known.role = 'student';

-- Even teachers mark for the whole institute, odd ones for five batches of their own.
INSERT INTO classroom_teaching (teacher_id, subject_id, batch_id)
SELECT id, wanted.subject_id, NULL FROM wanted, known WHERE role = 'teacher' AND n % 2 = 0;
INSERT INTO classroom_teaching (teacher_id, subject_id, batch_id)
SELECT DISTINCT known.id, wanted.subject_id, room.id
FROM wanted, known, generate_series(0, 4) place, room
WHERE known.role = 'teacher' AND known.n % 2 = 1 AND room.n = (known.n / 2 * 5 + place) % wanted.batches;
