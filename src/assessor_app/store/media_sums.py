"""The sums over a submission's files that the inbox shows, made true again after every change."""

from sqlalchemy import Connection, text

# A state covers the whole submission when every file has it; else what asks for attention wins.
REFRESH = """
UPDATE submission SET (media_size, media_duration_us, media_done, media_state) = (
  SELECT coalesce(sum(a.size), 0), coalesce(sum(a.duration_us), 0), coalesce(sum(m.done), 0),
    CASE
      WHEN count(*) = coalesce(sum(m.state = 'present'), 0) THEN 'present'
      WHEN sum(m.state = 'downloading') THEN 'downloading'
      WHEN sum(m.state = 'failed') THEN 'failed'
      WHEN sum(m.state = 'paused') THEN 'paused'
      WHEN sum(m.state = 'queued') THEN 'queued'
      ELSE 'absent' END
  FROM artifact AS a LEFT JOIN media AS m ON m.artifact_id = a.artifact_id
  WHERE a.submission_id = submission.submission_id AND a.text IS NULL)
"""
_REFRESH_SUBMISSION = text(REFRESH + "WHERE submission_id = :submission_id")


def refresh_submission(connection: Connection, submission_id: str) -> None:
    """Make the inbox sums of one submission true again."""
    connection.execute(_REFRESH_SUBMISSION, {"submission_id": submission_id})
