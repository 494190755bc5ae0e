-- What the submissions left behind: delivered events, and a notice of each published result.
INSERT INTO outbox_event (uuid, name, topic, version, payload, key, request_id, created_at, sent_at)
SELECT md5('event' || id)::uuid, 'exams.attempt_submitted', 'exercise-submissions', 1,
       jsonb_build_object('attempt_id', id, 'student_id', student_id, 'exam_id', exam_id), student_id::text, '',
       submitted_at, submitted_at + interval '1 second'
FROM exams_attempt ORDER BY id;
INSERT INTO outbox_delivery (event_id, handler, key, tries, next_try_at, done_at, last_error)
SELECT id, 'evaluations.handlers.queue_written_answers', key, 1, created_at, sent_at, ''
FROM outbox_event ORDER BY id;

INSERT INTO notifications_notification (user_id, seq, kind, title, body, url, facts, key, created_at, read_at)
SELECT student_id, row_number() OVER (PARTITION BY student_id ORDER BY published_at, id), 'result_published',
       'Your result is out', '', '/attempts/' || id || '/result', '{}', 'result:' || published_run_id, published_at,
       CASE WHEN id % 3 > 0 THEN published_at + interval '1 hour' END
FROM exams_attempt WHERE published_run_id IS NOT NULL;
INSERT INTO notifications_inbox (user_id, last_seq)
SELECT user_id, max(seq) FROM notifications_notification GROUP BY user_id;
