using System.Data;
using Lynq.Sources.MySql;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.MySql;

/// <summary>Values as another MySQL driver gives them: the same text as from the wire.</summary>
public sealed class TypedFormatTests
{
    public static TheoryData<object, string> Values => new()
    {
        { "text", "text" },
        { (sbyte)1, "1" },
        { true, "1" },
        { ulong.MaxValue, "18446744073709551615" },
        { 12.50m, "12.50" },
        { 0.25, "0.25" },
        { 1e6, "1e+06" },
        { 0.1f, "0.1" },
        { new DateTime(2025, 1, 15, 10, 30, 0), "2025-01-15T10:30:00Z" },
        { new DateTime(2025, 1, 15, 10, 30, 0).AddMilliseconds(500), "2025-01-15T10:30:00.5Z" },
        { DateTime.MinValue, "0001-01-01T00:00:00Z" },
        { new TimeSpan(10, 30, 0), "10:30:00" },
        { new TimeSpan(-838, -59, -59), "-838:59:59" },
        { new byte[] { 65, 0xFF }, "A\uFFFD" },
        { DBNull.Value, "" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Reads_typed_values_as_the_contract_has_them(object value, string expected)
    {
        using var table = new DataTable();
        table.Columns.Add("id", typeof(string));
        table.Columns.Add("active", value is DBNull ? typeof(string) : value.GetType());
        table.Rows.Add("a", value);
        using var reader = table.CreateDataReader();
        reader.Read().ShouldBeTrue();
        var row = new RowBuffer(1);
        new MySqlTypedFormat(reader).Read(reader, 2, row);
        new Row(row).Activate.ShouldBe(expected);
    }
}
