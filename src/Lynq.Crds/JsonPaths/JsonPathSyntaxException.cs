namespace Lynq.Crds.JsonPaths;

internal sealed class JsonPathSyntaxException(string reason, int position)
    : Exception($"{reason} at position {position + 1}");
