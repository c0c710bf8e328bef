"""What is shown of proofs: their pages as pictures, or their text"""

from alembic import op
import sqlalchemy as sa

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'preview',
        sa.Column('proof_id', sa.String(length=32), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('shows', sa.String(length=10), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('why', sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(['proof_id'], ['proof_file.id'], name=op.f('fk_preview_proof_id_proof_file'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('proof_id', name=op.f('pk_preview')),
    )
    op.create_table(
        'preview_page',
        sa.Column('proof_id', sa.String(length=32), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['proof_id'], ['preview.proof_id'], name=op.f('fk_preview_page_proof_id_preview'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('proof_id', 'number', name=op.f('pk_preview_page')),
    )


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
