-- What the institute of the other benchmarks does not hold. {rows} is the size's number of answers.
INSERT INTO audit_auditentry (actor_id, action, target_type, target_id, reason, facts, request_id, at)
SELECT 1 + n % 20, 'exams.time_extended', 'exams.attempt', n::text, 'Ill', '{{}}', '', now() - n * interval '1 second'
FROM generate_series(1, {rows} / 5) n;

-- The bank: each question a copy of the first one, with a wording of its own; the newest tenth are in one chapter.
CREATE TEMP TABLE copied AS
SELECT nextval('questions_question_id_seq') AS question, nextval('questions_questionversion_id_seq') AS version, n
FROM generate_series(1, greatest({rows} / 100, 100)) n;
INSERT INTO questions_question (id, ref, subject_id, chapter_id, status, source, created_at)
SELECT copied.question, 'bank-' || n, first.subject_id, first.chapter_id, 'active', '', now()
FROM copied, (SELECT subject_id, chapter_id FROM questions_question ORDER BY id LIMIT 1) first;
INSERT INTO questions_questionversion (id, question_id, number, content_hash, type, spec, marks, difficulty, text, created_at)
SELECT version, question, 1, md5(n::text) || md5('b' || n), first.type, first.spec, first.marks, 1 + n % 5,
       'The sum of ' || n || ' and ' || md5(n::text) || ' is asked. ' || first.text, now()
FROM copied, (SELECT * FROM questions_questionversion ORDER BY id LIMIT 1) first;
UPDATE questions_question SET current_id = version FROM copied WHERE copied.question = questions_question.id;

-- A relay that comes back after an outage: a hundredth of all events wait.
INSERT INTO outbox_event (uuid, name, topic, version, payload, key, request_id, created_at)
SELECT md5('late' || id)::uuid, 'exams.attempt_submitted', 'exercise-submissions', 1,
       jsonb_build_object('attempt_id', id, 'student_id', student_id, 'exam_id', exam_id), student_id::text, '', now()
FROM exams_attempt WHERE published_run_id IS NOT NULL ORDER BY id LIMIT greatest({rows} / 100, 100);

-- A hundredth of the desk's scripts are claimed, ten leases have run out; of ten more the promised time comes near.
UPDATE evaluations_markingtask SET warn_at = due_at - interval '2 hours', warned_at = now();
UPDATE evaluations_markingtask SET warn_at = now() - interval '1 minute', warned_at = NULL
WHERE id IN (SELECT id FROM evaluations_markingtask ORDER BY id DESC LIMIT 10);
UPDATE evaluations_markingtask SET state = 'claimed', marker_id = teacher.id, claimed_at = now(), fence = 1,
       lease_until = now() + CASE WHEN task.place <= 1000 THEN interval '-1 minute' ELSE interval '20 minutes' END
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM evaluations_markingtask) task,
     (SELECT id FROM accounts_user WHERE role = 'teacher' ORDER BY id LIMIT 1) teacher
WHERE task.id = evaluations_markingtask.id AND task.place % 100 = 1;
