"""The certificates that records are sealed with"""

from alembic import op
import sqlalchemy as sa

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'seal_certificate',
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('holder', sa.String(length=200), nullable=False),
        sa.Column('valid_from', sa.DateTime(timezone=True), nullable=False),
        sa.Column('valid_until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('pem', sa.Text(), nullable=False),
        sa.Column('known_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_seal_certificate')),
    )


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
