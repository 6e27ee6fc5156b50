"""AWS: tying a source, its operations and their arguments to a botocore service model, which is the truth about them.

Takes OpenAPI descriptions that say AWS and the parsed `service-2` model; gives what boto3 calls things. What `bind` calls, in order, each
loaded where a source turns out to be of AWS:

- `recognition.recognize` once a source: boto3's name of the service, or None for an HTTP source;
- `operations.bind_operation` once an operation: its shapes as types (structures are `NamedType`s, put into `types`, the future `Program.types`);
- `arguments.bind_arguments` once a step: parameters and payload as members of the input, in the document's order. Objects and lists of the payload
  must be given as `ObjectOf` and `ListOf` down to their scalars, literal ones too, so that each member has its own place;
- `outputs.output_path` once an expression on `$response.body`: the accesses with boto3's names for the members. What is no member stays as written:
  whoever follows types finds it unknown.

Output members at the first level are required where the model's `required` lists them. Where it lists none, which is the rule, those are that can
be neither empty (lists, maps) nor the place of a next page; what boto3's stub packages type as `NotRequired` is optional by this. Timestamps in
outputs are `datetime`, which JSON Schema cannot say: `UnknownType`. Blobs are `StringType("binary")`; a streaming body is left unread.
"""
