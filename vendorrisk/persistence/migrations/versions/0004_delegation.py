"""Delegation, and answers that their author is not sure of"""

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'delegation',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('section_id', sa.String(length=80), nullable=False),
        sa.Column('question_id', sa.String(length=80), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('language', sa.String(length=2), nullable=False),
        sa.Column('message', sa.Text(), nullable=False),
        sa.Column('holder_id', sa.String(length=32), nullable=True),
        sa.Column('made_by', sa.String(length=32), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('done_note', sa.Text(), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_delegation_assessment_id_assessment'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['holder_id'], ['user_account.id'], name=op.f('fk_delegation_holder_id_user_account')),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_delegation_made_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation')),
    )
    op.create_index('ix_delegation_assessment_id', 'delegation', ['assessment_id'])
    op.create_index('ix_delegation_holder_ended', 'delegation', ['holder_id', 'ended_at'])
    # With a default of the database itself, SQLite adds these columns in place: a table that were copied would take
    # the histories that hang on it along when it is dropped.
    for table, column in (('invitation', 'in_part'), ('answer', 'unsure')):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
