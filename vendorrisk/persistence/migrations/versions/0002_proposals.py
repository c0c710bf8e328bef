"""Proposals"""

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'proposal',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('question_id', sa.String(length=80), nullable=False),
        sa.Column('source', sa.String(length=20), nullable=False),
        sa.Column('origin', sa.String(length=255), nullable=False),
        sa.Column('parts', sa.JSON(), nullable=False),
        sa.Column('quote', sa.Text(), nullable=False),
        sa.Column('hedges', sa.JSON(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('made_by', sa.String(length=32), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('settled_by', sa.String(length=32), nullable=True),
        sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_proposal_assessment_id_assessment'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['made_by'], ['user_account.id'], name=op.f('fk_proposal_made_by_user_account')),
        sa.ForeignKeyConstraint(['settled_by'], ['user_account.id'], name=op.f('fk_proposal_settled_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    )
    op.create_index('ix_proposal_assessment_state', 'proposal', ['assessment_id', 'state'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
