namespace Lynq.Templates.Functions.Dates;

/// <summary>English names of months and days, the only ones Go's layouts know.</summary>
internal static class TimeNames
{
    /// <summary>January to December.</summary>
    internal static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Sunday to Saturday.</summary>
    internal static readonly string[] Weekdays =
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
}
