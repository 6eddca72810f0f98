"""The verbs: one public function a use case."""
