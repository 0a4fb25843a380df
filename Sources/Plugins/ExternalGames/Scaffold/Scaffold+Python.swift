extension Scaffold {
  static let pythonTemplates: [(path: String, text: String)] = []
  static let pythonSteps: [String] = []
}
