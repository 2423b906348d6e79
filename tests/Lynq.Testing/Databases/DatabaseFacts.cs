using Xunit;

namespace Lynq.Testing;

/// <summary>A test that needs a real MariaDB; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MariaDbFactAttribute : FactAttribute
{
    public MariaDbFactAttribute() => Skip = DatabasePrograms.WhyNoMariaDb;
}

/// <summary>A table of tests that needs a real MariaDB; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MariaDbTheoryAttribute : TheoryAttribute
{
    public MariaDbTheoryAttribute() => Skip = DatabasePrograms.WhyNoMariaDb;
}

/// <summary>A test that needs a real PostgreSQL; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = DatabasePrograms.WhyNoPostgreSql;
}

/// <summary>A table of tests that needs a real PostgreSQL; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlTheoryAttribute : TheoryAttribute
{
    public PostgreSqlTheoryAttribute() => Skip = DatabasePrograms.WhyNoPostgreSql;
}
