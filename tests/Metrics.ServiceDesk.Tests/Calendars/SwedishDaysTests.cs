using System.Globalization;
using Metrics.ServiceDesk.Calendars;
using NodaTime;
using NodaTime.Text;

namespace Metrics.ServiceDesk.Tests.Calendars;

public sealed class SwedishDaysTests
{
    private static readonly string Reference = Path.Combine(RepositoryFolder.Root, "..", "shared", "data", "holidays_se", "holidays_se.csv");

    [ReferenceDaysFact]
    public void Holidays_and_eves_of_2015_to_2035_are_those_of_the_reference()
    {
        var expected = File.ReadLines(Reference).Skip(1).Select(line => line.Split(',')).Select(c => (
            Date: LocalDatePattern.Iso.Parse(c[0]).Value,
            Name: c[2],
            Kind: c[4] == "1" ? SwedishDayKind.PublicHoliday : c[5] == "1" ? SwedishDayKind.Eve : c[6] == "1" ? SwedishDayKind.HalfDay : SwedishDayKind.WeekendEve)).ToArray();
        expected.Should().HaveCountGreaterThan(400);
        Enumerable.Range(2015, 21).SelectMany(SwedishDays.In).Select(d => (d.Date, d.Name, d.Kind)).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void The_statute_lists_thirteen_holidays_and_the_year_has_three_eves()
    {
        foreach (var year in Enumerable.Range(1990, 200))
        {
            var days = SwedishDays.In(year);
            days.Count(d => d.Kind == SwedishDayKind.PublicHoliday).Should().Be(13, year.ToString(CultureInfo.InvariantCulture));
            days.Count(d => d.Kind == SwedishDayKind.Eve).Should().Be(3);
            days.Single(d => d.Name == "midsommardagen").Date.DayOfWeek.Should().Be(IsoDayOfWeek.Saturday);
            days.Single(d => d.Name == "alla helgons dag").Date.DayOfWeek.Should().Be(IsoDayOfWeek.Saturday);
        }
    }

    [Theory]
    [InlineData(1961, 4, 2)]
    [InlineData(2008, 3, 23)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void Easter_is_where_the_almanac_has_it(int year, int month, int day) => SwedishDays.Easter(year).Should().Be(new LocalDate(year, month, day));

    [Fact]
    public void Nationaldagen_took_annandag_pingst_s_place_in_2005()
    {
        SwedishDays.Of(new LocalDate(2004, 5, 31))!.Value.Name.Should().Be("annandag pingst");
        SwedishDays.Of(new LocalDate(2004, 6, 6)).Should().BeNull();
        SwedishDays.Of(new LocalDate(2005, 5, 16)).Should().BeNull();
        SwedishDays.Of(new LocalDate(2005, 6, 6))!.Value.Name.Should().Be("nationaldagen");
    }

    [Fact]
    public void Two_holidays_on_one_day_are_still_a_holiday()
        => SwedishDays.Of(new LocalDate(2008, 5, 1))!.Value.Kind.Should().Be(SwedishDayKind.PublicHoliday, "första maj was Kristi himmelsfärdsdag");

    /// <summary>A fact about the shared reference data; skipped, visibly, where that is missing.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ReferenceDaysFactAttribute : FactAttribute
    {
        public ReferenceDaysFactAttribute()
        {
            if (!File.Exists(Reference)) Skip = "the shared reference data is not beside the repository";
        }
    }
}
