"""Plans, classes, enrolments, attendance, certificates, follow-up, exemptions; feeds 11.2 and 11.3."""
