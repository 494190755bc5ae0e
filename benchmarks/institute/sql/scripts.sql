-- Two photographed pages for each written attempt, and its script in the queue. They are promised within three days of
-- a month from now: nothing is late, and nobody warned, while a loaded institute is kept.
INSERT INTO uploads_upload (id, owner_id, purpose, key, filename, content_type, size, sha256, state, refusal, granted_at,
                            expires_at, confirmed_at)
SELECT md5('upload' || attempt.id || '-' || page)::uuid, attempt.student_id, 'answer_page',
       'answer_page/bench/' || attempt.id || '-' || page || '.jpg', 'page.jpg', 'image/jpeg', 800000 + attempt.id % 9999,
       md5('a' || attempt.id || '-' || page) || md5('b' || attempt.id || '-' || page), 'confirmed', '',
       attempt.submitted_at - interval '9 minutes', attempt.submitted_at, attempt.submitted_at - interval '8 minutes'
FROM exams_attempt attempt, generate_series(1, 2) page WHERE attempt.published_run_id IS NULL
ORDER BY attempt.id, page;

INSERT INTO evaluations_page (attempt_id, upload_id, pdf_page, position, state, refusal, sha256, image, thumbnail, width,
                              height, quality, bounce_reason, declared_at, received_at, ready_at)
SELECT attempt.id, md5('upload' || attempt.id || '-' || page)::uuid, 1, page, 'ready', '',
       md5('a' || attempt.id || '-' || page) || md5('b' || attempt.id || '-' || page),
       'pages/bench/' || attempt.id || '-' || page || '.webp', 'pages/bench/' || attempt.id || '-' || page || '-s.webp',
       1600, 2200, '{"blur": 0.1, "darkness": 0.2, "duplicate_of": null}', '',
       attempt.submitted_at - interval '9 minutes', attempt.submitted_at - interval '8 minutes',
       attempt.submitted_at - interval '7 minutes'
FROM exams_attempt attempt, generate_series(1, 2) page WHERE attempt.published_run_id IS NULL
ORDER BY attempt.id, page;

INSERT INTO evaluations_script (attempt_id, ready_at, due_at, page_count, created_at)
SELECT id, submitted_at, now() + interval '30 days' + id * 7919 % 259200 * interval '1 second', 2, submitted_at
FROM exams_attempt WHERE published_run_id IS NULL ORDER BY id;

INSERT INTO evaluations_markingtask (script_id, purpose, subject_id, student_id, state, ready_at, due_at, warn_at, fence,
                                     created_at)
SELECT script.id, 'first', wanted.subject_id, attempt.student_id, 'waiting', script.ready_at, script.due_at,
       script.due_at - greatest((script.due_at - script.created_at) * 0.25, interval '2 hours'), 0, script.created_at
FROM wanted CROSS JOIN evaluations_script script
JOIN exams_attempt attempt ON attempt.id = script.attempt_id ORDER BY script.id;
