"""Contradictions are explained, and a message that was read is known to be"""

from alembic import op
import sqlalchemy as sa

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('explanation',
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('rule_id', sa.String(length=80), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('about', sa.String(length=64), nullable=False),
        sa.Column('author_id', sa.String(length=32), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_explanation_assessment_id_assessment'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_explanation_author_id_user_account')),
        sa.PrimaryKeyConstraint('assessment_id', 'rule_id', name=op.f('pk_explanation')),
    )
    with op.batch_alter_table('notice') as table:
        table.add_column(sa.Column('read_at', sa.DateTime(timezone=True), nullable=True))
    # What a mail told of before there was a list of new messages is not new any more.
    op.execute("UPDATE notice SET read_at = (SELECT written_at FROM message WHERE message.id = notice.message_id) WHERE digest IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
