using static Lynq.Sources.Tests.Conformance.ValueCase;

namespace Lynq.Sources.Tests.Conformance;

/// <summary>The table of contract §5.4, with its edges.</summary>
internal static class ValueCases
{
    public static IReadOnlyList<ValueCase> All { get; } =
        [.. Numbers(), .. Floats(), .. Texts(), .. Moments(), .. Flags(), .. Documents(), .. Bytes(), .. Nulls(), .. Exotics()];

    /// <summary>Names of the cases for one database.</summary>
    public static IEnumerable<object[]> Names(SourceKind kind) => All.Where(c => c.In(kind) is not null).Select(c => new object[] { c.Name });

    private static IEnumerable<ValueCase> Numbers()
    {
        yield return Same("zero", "0", "INTEGER", "0");
        yield return Same("whole number", "42", "INTEGER", "42");
        yield return Same("negative number", "-7", "INTEGER", "-7");
        yield return Same("small number", "-32768", "SMALLINT", "-32768");
        yield return Same("largest bigint", "9223372036854775807", "BIGINT", "9223372036854775807");
        yield return Same("smallest bigint", "-9223372036854775808", "BIGINT", "-9223372036854775808");
        yield return Same("decimal keeps its scale", "12.50", "DECIMAL(10,2)", "12.50");
        yield return Same("decimal zero", "0.00", "DECIMAL(10,2)", "0");
        yield return Same("negative decimal", "-0.05", "DECIMAL(10,2)", "-0.05");
        yield return Same("decimal without scale", "12", "DECIMAL(10,0)", "12");
        yield return Same("whole decimal", "7.000", "NUMERIC(8,3)", "7");
        yield return new("decimal of 38 digits", "1234567890123456789012345678.0123456789", ("DECIMAL(38,10)", "1234567890123456789012345678.0123456789"), ("DECIMAL(38,10)", "1234567890123456789012345678.0123456789"), null);
        yield return new("unsigned bigint", "18446744073709551615", ("BIGINT UNSIGNED", "18446744073709551615"), null, null);
        yield return new("zero-filled number", "42", ("INT(8) ZEROFILL", "42"), null, null);
        yield return new("zero-filled zero", "0", ("INT(8) ZEROFILL", "0"), null, null);
        yield return new("mediumint", "8388607", ("MEDIUMINT", "8388607"), null, null);
        yield return new("tinyint", "-128", ("TINYINT", "-128"), null, null);
        yield return new("tinyint(1) with another number", "2", ("TINYINT(1)", "2"), null, null);
        yield return new("year", "2025", ("YEAR", "2025"), null, null);
    }

    private static IEnumerable<ValueCase> Floats()
    {
        (string Name, string Sql, string Expected)[] doubles =
        [
            ("quarter", "0.25", "0.25"), ("six digits before the point", "123456.7", "123456.7"), ("a million", "1000000", "1e+06"),
            ("over a million", "1234567.8", "1.2345678e+06"), ("just below a million", "999999", "999999"), ("hundred thousand", "100000", "100000"),
            ("ten thousandth", "0.0001", "0.0001"), ("hundred thousandth", "0.00001", "1e-05"), ("tiny with digits", "0.0000123", "1.23e-05"),
            ("zero double", "0", "0"), ("negative double", "-0.5", "-0.5"), ("negative big double", "-12345678", "-1.2345678e+07"),
            ("a tenth", "0.1", "0.1"), ("a third", "0.3333333333333333", "0.3333333333333333"), ("huge double", "1e300", "1e+300"),
            ("smallest normal double", "2.2250738585072014e-308", "2.2250738585072014e-308"), ("sixteen digits", "1234567890.123457", "1.234567890123457e+09"),
            ("whole double", "3", "3"), ("ten", "10", "10"),
        ];
        foreach (var (name, sql, expected) in doubles)
            yield return new(name, expected, ("DOUBLE", sql), ("DOUBLE PRECISION", sql), ("DOUBLE", sql));
        yield return new("single precision", "0.1", ("FLOAT", "0.1"), ("REAL", "0.1"), null);
        yield return new("single precision million", "1e+06", ("FLOAT", "1000000"), ("REAL", "1000000"), null);
        yield return new("not a number", "NaN", null, ("DOUBLE PRECISION", "'NaN'"), null);
        yield return new("infinity", "+Inf", null, ("DOUBLE PRECISION", "'Infinity'"), ("REAL", "9e999"));
    }

    private static IEnumerable<ValueCase> Texts()
    {
        yield return Same("text", "hello", "VARCHAR(100)", "'hello'");
        yield return Same("empty text", "", "VARCHAR(100)", "''");
        yield return Same("the word NULL", "NULL", "VARCHAR(100)", "'NULL'");
        yield return Same("text with spaces around", "  a b  ", "VARCHAR(100)", "'  a b  '");
        yield return Same("text with quotes", "it's \"so\" `it` is", "VARCHAR(100)", "'it''s \"so\" `it` is'");
        yield return Same("text with lines", "a\nb\tc\r\n", "VARCHAR(100)", "'a\nb\tc\r\n'");
        yield return Same("accents", "Zürich façade", "VARCHAR(100)", "'Zürich façade'");
        yield return Same("chinese", "東京都", "VARCHAR(100)", "'東京都'");
        yield return Same("right to left", "שלום", "VARCHAR(100)", "'שלום'");
        yield return Same("beyond 16 bits", "🦊𝒳", "VARCHAR(100)", "'🦊𝒳'");
        yield return Same("combined characters", "e\u0301👩‍👩‍👧", "VARCHAR(100)", "'e\u0301👩‍👩‍👧'");
        yield return Same("text that looks like a date", "2025-01-15 10:30:00", "VARCHAR(100)", "'2025-01-15 10:30:00'");
        yield return Same("text that looks like a number", "007", "VARCHAR(100)", "'007'");
        yield return Same("text that looks like template", "{{ .uid }}", "TEXT", "'{{ .uid }}'");
        yield return new("backslash", "a\\b", ("VARCHAR(100)", "'a\\\\b'"), ("VARCHAR(100)", "'a\\b'"), ("VARCHAR(100)", "'a\\b'"));
        yield return new("text of 64 KiB", new string('x', 65536), ("MEDIUMTEXT", "REPEAT('x', 65536)"), ("TEXT", "REPEAT('x', 65536)"), ("TEXT", "replace(hex(zeroblob(32768)), '0', 'x')"));
        yield return new("text of 1 MiB", new string('x', 1 << 20), ("LONGTEXT", "REPEAT('x', 1048576)"), ("TEXT", "REPEAT('x', 1048576)"), ("TEXT", "replace(hex(zeroblob(524288)), '0', 'x')"));
        yield return new("text of 17 MiB", new string('x', 17 << 20), ("LONGTEXT", "REPEAT('x', 17825792)"), ("TEXT", "REPEAT('x', 17825792)"), ("TEXT", "replace(hex(zeroblob(8912896)), '0', 'x')"));
        yield return new("fixed length", "ab", ("CHAR(2)", "'ab'"), ("CHAR(2)", "'ab'"), ("CHAR(2)", "'ab'"));
        yield return new("latin1 column", "Zürich", ("VARCHAR(20) CHARACTER SET latin1", "'Zürich'"), null, null);
        yield return new("enum", "gold", ("ENUM('free','gold')", "'gold'"), null, null);
        yield return new("set", "a,c", ("SET('a','b','c')", "'c,a'"), null, null);
        yield return new("tinytext", "short", ("TINYTEXT", "'short'"), null, null);
    }

    private static IEnumerable<ValueCase> Moments()
    {
        ValueCase Moment(string name, string expected, string sql) => new(name, expected, ("DATETIME(6)", sql), ("TIMESTAMP", sql), ("DATETIME", sql));
        yield return Same("date", "2025-01-15T00:00:00Z", "DATE", "'2025-01-15'");
        yield return Same("leap day", "2024-02-29T00:00:00Z", "DATE", "'2024-02-29'");
        yield return Same("last date", "9999-12-31T00:00:00Z", "DATE", "'9999-12-31'");
        yield return Same("old date", "1000-01-01T00:00:00Z", "DATE", "'1000-01-01'");
        yield return Moment("date and time", "2025-01-15T10:30:00Z", "'2025-01-15 10:30:00'");
        yield return Moment("midnight", "2025-01-15T00:00:00Z", "'2025-01-15 00:00:00'");
        yield return Moment("last second", "9999-12-31T23:59:59Z", "'9999-12-31 23:59:59'");
        yield return Moment("half a second", "2025-01-15T10:30:00.5Z", "'2025-01-15 10:30:00.500000'");
        yield return Moment("microseconds", "2025-01-15T10:30:00.123456Z", "'2025-01-15 10:30:00.123456'");
        yield return Moment("one microsecond", "2025-01-15T10:30:00.000001Z", "'2025-01-15 10:30:00.000001'");
        yield return Moment("no fraction", "2025-01-15T10:30:00Z", "'2025-01-15 10:30:00.000000'");
        yield return Same("timestamp", "2025-06-01T12:00:00Z", "TIMESTAMP", "'2025-06-01 12:00:00'");
        yield return Same("time of day", "10:30:00", "TIME", "'10:30:00'");
        yield return Same("end of day", "23:59:59", "TIME", "'23:59:59'");
        yield return new("long time", "838:59:59", ("TIME", "'838:59:59'"), null, null);
        yield return new("negative time", "-01:30:00", ("TIME", "'-01:30:00'"), null, null);
        yield return new("zero date", "0001-01-01T00:00:00Z", ("DATE", "'0000-00-00'"), null, null);
        yield return new("zero datetime", "0001-01-01T00:00:00Z", ("DATETIME", "'0000-00-00 00:00:00'"), null, null);
        yield return new("zero datetime with fraction", "0001-01-01T00:00:00Z", ("DATETIME(6)", "'0000-00-00 00:00:00'"), null, null);
        yield return new("zero month", "2025-01-01T00:00:00Z", ("DATE", "'2025-00-00'"), null, null);
        yield return new("zero day", "2025-03-01T00:00:00Z", ("DATE", "'2025-03-00'"), null, null);
        yield return new("time zone", "2025-01-15T08:30:00Z", null, ("TIMESTAMPTZ", "'2025-01-15 10:30:00+02'"), null);
        yield return new("endless date", "infinity", null, ("DATE", "'infinity'"), null);
        yield return new("before our era", "0044-03-15 BC", null, ("DATE", "'0044-03-15 BC'"), null);
    }

    private static IEnumerable<ValueCase> Flags()
    {
        yield return new("true", "1", ("BOOLEAN", "TRUE"), ("BOOLEAN", "TRUE"), ("BOOLEAN", "TRUE"));
        yield return new("false", "0", ("BOOLEAN", "FALSE"), ("BOOLEAN", "FALSE"), ("BOOLEAN", "FALSE"));
        yield return new("tinyint(1)", "1", ("TINYINT(1)", "1"), null, null);
        yield return new("bit of one", "\u0001", ("BIT(1)", "b'1'"), null, null);
        yield return new("bit of zero", "\0", ("BIT(1)", "b'0'"), null, null);
        yield return new("byte of bits", "A", ("BIT(8)", "65"), null, null);
        yield return new("two bytes of bits", "AB", ("BIT(16)", "0x4142"), null, null);
        yield return new("bit string", "101", null, ("BIT(3)", "B'101'"), null);
    }

    private static IEnumerable<ValueCase> Documents()
    {
        yield return new("json", "{\"a\": {\"b\": 1}}", ("JSON", "'{\"a\": {\"b\": 1}}'"), ("JSONB", "'{\"a\":{\"b\":1}}'"), ("JSON", "'{\"a\": {\"b\": 1}}'"));
        yield return new("json array", "[1, \"zwei\", null]", ("JSON", "'[1, \"zwei\", null]'"), ("JSONB", "'[1,\"zwei\",null]'"), ("JSON", "'[1, \"zwei\", null]'"));
        yield return new("json null", "null", ("JSON", "'null'"), ("JSONB", "'null'"), ("JSON", "'null'"));
        yield return new("json as written", "{\"b\":1,\"a\":2}", null, ("JSON", "'{\"b\":1,\"a\":2}'"), null);
    }

    private static IEnumerable<ValueCase> Bytes()
    {
        ValueCase Binary(string name, string expected, string hex) => new(name, expected, ("VARBINARY(100)", $"X'{hex}'"), ("BYTEA", $"'\\x{hex}'"), ("BLOB", $"X'{hex}'"));
        yield return Binary("bytes of text", "plain", "706C61696E");
        yield return Binary("bytes of utf-8", "é", "C3A9");
        yield return Binary("bytes that are no text", "\uFFFD\uFFFDa", "FFFE61");
        yield return Binary("cut character", "\uFFFD\uFFFD", "E282");
        yield return Binary("bytes with zeros", "a\0b", "610062");
        yield return Binary("no bytes", "", "");
        yield return new("fixed bytes are padded", "ab\0\0", ("BINARY(4)", "'ab'"), null, null);
        yield return new("blob", "blob", ("LONGBLOB", "'blob'"), null, null);
    }

    private static IEnumerable<ValueCase> Nulls()
    {
        foreach (var type in (string[])["INTEGER", "DECIMAL(10,2)", "VARCHAR(10)", "TEXT", "DATE", "TIME", "BOOLEAN"])
            yield return Same($"null {type}", "", type, "NULL");
        yield return new("null double", "", ("DOUBLE", "NULL"), ("DOUBLE PRECISION", "NULL"), ("DOUBLE", "NULL"));
        yield return new("null moment", "", ("DATETIME", "NULL"), ("TIMESTAMP", "NULL"), ("DATETIME", "NULL"));
        yield return new("null json", "", ("JSON", "NULL"), ("JSONB", "NULL"), ("JSON", "NULL"));
        yield return new("null bytes", "", ("BLOB", "NULL"), ("BYTEA", "NULL"), ("BLOB", "NULL"));
    }

    private static IEnumerable<ValueCase> Exotics()
    {
        yield return new("uuid", "11111111-2222-3333-4444-555555555555", ("UUID", "'11111111-2222-3333-4444-555555555555'"), ("UUID", "'11111111-2222-3333-4444-555555555555'"), null);
        yield return new("address", "10.0.0.1", null, ("INET", "'10.0.0.1'"), null);
        yield return new("array", "{1,2,NULL}", null, ("INT[]", "'{1,2,NULL}'"), null);
        yield return new("interval", "1 day 02:00:00", null, ("INTERVAL", "'1 day 2 hours'"), null);
        yield return new("range", "[1,5)", null, ("INT4RANGE", "'[1,5)'"), null);
        yield return new("numeric of any length", "123456789012345678901234567890123456789012345678901234567890.5", null, ("NUMERIC", "123456789012345678901234567890123456789012345678901234567890.5"), null);
        yield return new("numeric that is none", "NaN", null, ("NUMERIC", "'NaN'"), null);
        yield return new("padded char", "a    ", null, ("CHAR(5)", "'a'"), null);
        yield return new("number in a text column", "5", null, null, ("TEXT", "5"));
        yield return new("text in a number column", "abc", null, null, ("INTEGER", "'abc'"));
        yield return new("no declared type", "1.5", null, null, ("", "1.5"));
        yield return new("not a date", "soon", null, null, ("DATE", "'soon'"));
    }
}
