"""Users in a registry's formats by Confluent's own client: oracle.py URL TOPIC FORMAT SCHEMA_FILE write|read

write: a user as JSON on each line of stdin becomes a line of hexadecimal bytes; read is the other way round.
"""

import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

url, topic, record_format, schema_file, direction = sys.argv[1:]
schema = Path(schema_file).read_text(encoding="utf-8")
registry = SchemaRegistryClient({"url": url})
context = SerializationContext(topic, MessageField.VALUE)
# What schema-init has registered, and nothing else.
registered = {"auto.register.schemas": False, "use.latest.version": True}


def message_type():
    """The class that Google's compiler makes of the schema."""
    folder = Path(tempfile.mkdtemp())
    (folder / "user_record.proto").write_text(schema, encoding="utf-8")
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{folder}", f"--python_out={folder}", "user_record.proto"]
    subprocess.run(command, check=True, cwd=folder)
    sys.path.insert(0, str(folder))
    return importlib.import_module("user_record_pb2").UserRecord


def codec():
    if record_format == "avro":
        return AvroSerializer(registry, schema, conf=registered), AvroDeserializer(registry)
    if record_format == "json-schema":
        return JSONSerializer(schema, registry, conf=registered), JSONDeserializer(schema)
    user = message_type()
    # It registers its own form of the schema, a serialized descriptor: of others it takes none, and Apicurio gives the text.
    serializer = ProtobufSerializer(user, registry, conf={"auto.register.schemas": True})
    deserializer = ProtobufDeserializer(user, {"use.deprecated.format": False})

    def write(fields, context):
        return serializer(user(**{key: value for key, value in fields.items() if value is not None}), context)

    def read(value, context):
        message = deserializer(value, context)
        return {
            field.name: getattr(message, field.name)
            if not field.has_presence or message.HasField(field.name)
            else None
            for field in message.DESCRIPTOR.fields
        }

    return write, read


write, read = codec()
for line in sys.stdin:
    if direction == "write":
        print(write(json.loads(line), context).hex())
    else:
        print(json.dumps(read(bytes.fromhex(line), context)))
