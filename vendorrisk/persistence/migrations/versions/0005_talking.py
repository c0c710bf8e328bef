"""Messages about questions, of which a clarification is one kind, and who is to hear of them"""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'message',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('question_id', sa.String(length=80), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('by_vendor', sa.Boolean(), nullable=False),
        sa.Column('author_id', sa.String(length=32), nullable=False),
        sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reopens', sa.Boolean(), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_message_assessment_id_assessment'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['author_id'], ['user_account.id'], name=op.f('fk_message_author_id_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    )
    op.create_index(op.f('ix_message_assessment_id'), 'message', ['assessment_id'])
    op.execute(
        'INSERT INTO message (id, assessment_id, question_id, text, by_vendor, author_id, written_at, reopens, answered_at) '
        'SELECT id, assessment_id, question_id, text, false, asked_by, asked_at, true, answered_at FROM clarification'
    )
    op.drop_table('clarification')
    op.create_table(
        'notice',
        sa.Column('message_id', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_notice_message_id_message'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_notice_user_id_user_account'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('message_id', 'user_id', name=op.f('pk_notice')),
    )
    op.create_index(op.f('ix_notice_user_id'), 'notice', ['user_id'])
    op.create_index(op.f('ix_notice_digest'), 'notice', ['digest'])
    with op.batch_alter_table('user_account') as table:
        table.add_column(sa.Column('unsubscribed_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
