namespace Lynq.Templates.Functions.Versions;

/// <summary>How far a constraint spells its version out.</summary>
internal enum VersionPrecision
{
    /// <summary>All three numbers.</summary>
    Patch,

    /// <summary>Major and minor; the patch number is open.</summary>
    Minor,

    /// <summary>The major number only.</summary>
    Major,

    /// <summary>Any version.</summary>
    Any,
}

/// <summary>One comparison of a constraint.</summary>
/// <param name="Operator">The operator as written; empty stands for <c>=</c>.</param>
/// <param name="Version">What to compare with; open numbers are 0.</param>
/// <param name="Precision">Which numbers are open.</param>
internal sealed record VersionConstraint(string Operator, SemanticVersion Version, VersionPrecision Precision)
{
    private bool IsOpen => Precision != VersionPrecision.Patch;

    private bool IsMinorOpen => Precision == VersionPrecision.Major;

    private bool IsPatchOpen => Precision == VersionPrecision.Minor;

    /// <summary>Whether a version satisfies this comparison.</summary>
    internal bool Allows(SemanticVersion version)
    {
        if (Operator == "!=") return AllowsOther(version);

        // A constraint that names no pre-release does not look for one.
        if (version.Prerelease.Length > 0 && Version.Prerelease.Length == 0) return false;
        return Operator switch
        {
            ">" => AllowsGreater(version),
            "<" => version.CompareTo(Version) < 0,
            ">=" or "=>" => version.CompareTo(Version) >= 0,
            "<=" or "=<" => AllowsUpTo(version),
            "~" or "~>" => AllowsTilde(version),
            "^" => AllowsCaret(version),
            _ => IsOpen ? AllowsTilde(version) : version.CompareTo(Version) == 0,
        };
    }

    private bool AllowsOther(SemanticVersion version)
    {
        if (!IsOpen) return version.CompareTo(Version) != 0;
        if (version.Prerelease.Length > 0 && Version.Prerelease.Length == 0) return false;
        if (version.Major != Version.Major) return true;
        if (IsMinorOpen) return false;
        if (version.Minor != Version.Minor) return true;
        if (!IsPatchOpen) return version.CompareTo(Version) != 0;
        return (version.Prerelease.Length > 0 || Version.Prerelease.Length > 0)
            && SemanticVersion.ComparePrerelease(version.Prerelease, Version.Prerelease) != 0;
    }

    /// <summary>Above <c>1</c> is 2 and up, above <c>1.2</c> is 1.3 and up.</summary>
    private bool AllowsGreater(SemanticVersion version)
    {
        if (!IsOpen) return version.CompareTo(Version) > 0;
        if (version.Major != Version.Major) return version.Major > Version.Major;
        if (IsMinorOpen) return false;
        return IsPatchOpen ? version.Minor > Version.Minor : version.CompareTo(Version) > 0;
    }

    private bool AllowsUpTo(SemanticVersion version)
    {
        if (!IsOpen) return version.CompareTo(Version) <= 0;
        if (version.Major > Version.Major) return false;
        return version.Major != Version.Major || version.Minor <= Version.Minor || IsMinorOpen;
    }

    /// <summary>The same major and minor number, or only major where no minor is given.</summary>
    private bool AllowsTilde(SemanticVersion version)
    {
        if (version.CompareTo(Version) < 0) return false;
        var isZero = Version is { Major: 0, Minor: 0, Patch: 0 } && !IsMinorOpen && !IsPatchOpen;
        if (isZero) return true;
        return version.Major == Version.Major && (version.Minor == Version.Minor || IsMinorOpen);
    }

    /// <summary>Everything that does not change the leftmost number that is not zero.</summary>
    private bool AllowsCaret(SemanticVersion version)
    {
        if (version.CompareTo(Version) < 0) return false;
        if (Version.Major > 0 || IsMinorOpen) return version.Major == Version.Major;
        if (version.Major > 0) return false;
        if (Version.Minor > 0 || IsPatchOpen) return version.Minor == Version.Minor;
        return version.Minor == 0 && version.Patch == Version.Patch;
    }
}
