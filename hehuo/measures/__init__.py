"""What a measure and a relation are; linter, runner, dirty marks, engines, conformance kit."""
