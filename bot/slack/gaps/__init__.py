"""What went unanswered, for teachers: lists, figures, and the weekly digest."""
