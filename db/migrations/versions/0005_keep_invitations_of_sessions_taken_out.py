"""Keep what calendars were told of a session, with its title, when the session is taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.Text(), nullable=True))
    op.execute(
        "UPDATE invitations SET title = (SELECT modules.title FROM sessions"
        " JOIN modules ON modules.id = sessions.module_id WHERE sessions.id = invitations.session_id)"
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_constraint("fk_invitations_session_id", type_="foreignkey")
        batch_op.alter_column("title", existing_type=sa.Text(), nullable=False)
