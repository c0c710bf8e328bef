"""Risk acceptances, and the knock-outs that a decision rests on one for"""

from alembic import op
import sqlalchemy as sa

revision = '0021'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('decision') as table:
        table.add_column(sa.Column('accepted', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('decision') as table:
        table.alter_column('accepted', server_default=None)
    op.create_table('acceptance',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('engagement_id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('questions', sa.JSON(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('residual', sa.Integer(), nullable=False),
        sa.Column('until', sa.Date(), nullable=False),
        sa.Column('approver_id', sa.String(length=32), nullable=False),
        sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_by', sa.String(length=32), nullable=True),
        sa.Column('withdrawn_because', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['engagement_id'], ['engagement.id'], name=op.f('fk_acceptance_engagement_id_engagement'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_acceptance_assessment_id_assessment')),
        sa.ForeignKeyConstraint(['approver_id'], ['user_account.id'], name=op.f('fk_acceptance_approver_id_user_account')),
        sa.ForeignKeyConstraint(['withdrawn_by'], ['user_account.id'], name=op.f('fk_acceptance_withdrawn_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_acceptance')),
    )
    with op.batch_alter_table('acceptance') as table:
        table.create_index(op.f('ix_acceptance_engagement_id'), ['engagement_id'])
        table.create_index(op.f('ix_acceptance_until'), ['until'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
