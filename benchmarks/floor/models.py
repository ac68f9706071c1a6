"""Two tables: questions with their levels, and one row for each answer."""

from django.conf import settings
from django.db import models


class Question(models.Model):
    title = models.CharField(max_length=300)
    why = models.TextField()
    levels = models.JSONField()

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    question = models.ForeignKey(Question, on_delete=models.CASCADE)
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "question"], name="one_answer")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.question_id}"
