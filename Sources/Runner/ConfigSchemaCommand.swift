import ArgumentParser
import Experiments
import Runs

/// `config schema`: what a configuration may say.
struct ConfigSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "List every key with its type, its default and its meaning.",
    discussion: """
      With --json: a JSON Schema document, with which editors complete and check files.
      """)

  @Flag(help: "Print a JSON Schema document.")
  var json = false

  func run() throws {
    let schema = RunConfiguration.schema
    if json { return try Output.raw(schema.jsonSchema) }
    var table = TextTable(["key", "type", "default", "meaning"])
    for (path, node) in schema.root.leaves {
      let doc = schema.docs[path]
      table.append([
        path.description, Self.type(of: node), node.defaultValue.description,
        doc?.summary ?? "",
      ])
    }
    try Output.result(table.lines.joined(separator: "\n"))
  }

  private static func type(of node: SchemaNode) -> String {
    switch node {
    case .table: "table"
    case .freeForm: "table, any keys"
    case .leaf(.choice(let names), _, _): names.joined(separator: " | ")
    case .leaf(let type, let isOptional, _): type.name + (isOptional ? " or null" : "")
    }
  }
}
