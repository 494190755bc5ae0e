-- Submitted attempts: of `full` and `quick` with their answers and published results, of `written` waiting for marks.
-- The g-th attempt of a kind is that of student g modulo students, in exam g / students of that kind.
CREATE TEMP TABLE sat AS
SELECT kind.name AS kind, generate_series(0, kind.attempts - 1) AS g
FROM wanted, LATERAL (VALUES ('full', wanted.full_attempts), ('quick', wanted.quick_attempts),
                             ('written', wanted.waiting)) kind (name, attempts);
-- Without knowing how large these are, the planner joins them row by row, which takes hours for a million attempts.
ANALYZE wanted, sat, past_exam, sheet, answer;

INSERT INTO exams_attempt (exam_id, exam_paper_id, paper_version_id, student_id, number, seed, status, started_at,
                           deadline_at, submitted_at, submitted_by, receipt, published_at)
SELECT exam.exam_id, exam.exam_paper_id, exam.version_id, student.id, 1, sat.g * 7919 + 11, 'submitted',
       exam.opens_at + sat.g % 60 * interval '1 second', exam.opens_at + interval '3 hours',
       exam.opens_at + interval '2 hours' + sat.g % 3000 * interval '1 second', 'student', sheet.receipt,
       CASE WHEN sheet.is_complete THEN exam.opens_at + interval '3 hours' END
FROM wanted CROSS JOIN sat
JOIN past_exam exam ON exam.kind = sat.kind AND exam.n = sat.g / wanted.students
JOIN known student ON student.role = 'student' AND student.n = sat.g % wanted.students
JOIN sheet ON sheet.version_id = exam.version_id AND sheet.pattern = (sat.g * 7919 + 11) % wanted.patterns
ORDER BY exam.opens_at, sat.g;
ANALYZE exams_attempt;

-- In the order in which they came: everybody's first answer before anybody's second.
INSERT INTO exams_response (attempt_id, item_id, answer, client_seq, saved_at)
SELECT attempt.id, answer.item_id, answer.answer, answer.position,
       attempt.started_at + answer.position * interval '3 minutes'
FROM wanted CROSS JOIN exams_attempt attempt
JOIN answer ON answer.version_id = attempt.paper_version_id AND answer.pattern = attempt.seed % wanted.patterns
ORDER BY attempt.exam_id, answer.position, attempt.id;

INSERT INTO exams_resultrun (attempt_id, number, key_version_id, rules_version, inputs_hash, is_complete, score,
                             max_score, percentage, grade, body, reason, created_at)
SELECT attempt.id, 1, key.id, wanted.rules_version, sheet.inputs_hash, sheet.is_complete, sheet.score, sheet.max_score,
       sheet.percentage, sheet.grade, sheet.body, 'submitted', attempt.submitted_at
FROM wanted CROSS JOIN exams_attempt attempt
JOIN sheet ON sheet.version_id = attempt.paper_version_id AND sheet.pattern = attempt.seed % wanted.patterns
JOIN exams_keyversion key ON key.paper_version_id = attempt.paper_version_id
ORDER BY attempt.id;

UPDATE exams_attempt SET published_run_id = run.id
FROM exams_resultrun run WHERE run.attempt_id = exams_attempt.id AND run.is_complete;
