using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.Mapping;

/// <summary>How a member of an event's data is written from a record's text.</summary>
internal abstract class MemberShape
{
    public static MemberShape Of(EventType type, string member)
    {
        var property = type.Data.Properties.First(p => p.Name == member);
        var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (bare == typeof(decimal) || bare == typeof(int)) return new NumberShape();
        if (bare == typeof(bool)) return new FlagShape();
        if (bare == typeof(Instant)) return new TimeShape();
        return property.AttributeProvider!.IsDefined(typeof(RegularExpressionAttribute), inherit: true) ? new DateShape() : new TextShape();
    }

    /// <summary>Writes the member; nothing when the record has no value.</summary>
    /// <exception cref="RowException">The text is not such a value.</exception>
    public abstract void Write(Utf8JsonWriter writer, string name, Value value, Row row);

    private sealed class TextShape : MemberShape
    {
        public override void Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Text(row) is { } text) writer.WriteString(name, text);
        }
    }

    private sealed class NumberShape : MemberShape
    {
        public override void Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Number(row) is { } number) writer.WriteNumber(name, number);
        }
    }

    private sealed class DateShape : MemberShape
    {
        public override void Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Date(row) is { } date) writer.WriteString(name, date);
        }
    }

    private sealed class TimeShape : MemberShape
    {
        public override void Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Time(row) is { } time) writer.WriteString(name, InstantConverter.Format(time));
        }
    }

    private sealed class FlagShape : MemberShape
    {
        public override void Write(Utf8JsonWriter writer, string name, Value value, Row row)
        {
            if (value.Text(row) is not { } text) return;
            writer.WriteBoolean(name, text switch
            {
                "true" => true,
                "false" => false,
                _ => throw new RowException(value.Column, $"'{text}' is neither true nor false; say in 'values' what it means"),
            });
        }
    }
}
