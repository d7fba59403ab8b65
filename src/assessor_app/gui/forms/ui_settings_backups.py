# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings_backups.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFormLayout, QFrame, QHBoxLayout,
    QLabel, QListWidget, QListWidgetItem, QPushButton,
    QSizePolicy, QSpacerItem, QSpinBox, QVBoxLayout,
    QWidget)

class Ui_SettingsBackups(object):
    def setupUi(self, SettingsBackups):
        if not SettingsBackups.objectName():
            SettingsBackups.setObjectName(u"SettingsBackups")
        SettingsBackups.resize(720, 600)
        self.outer = QVBoxLayout(SettingsBackups)
        self.outer.setSpacing(8)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 16, 24, 16)
        self.backups_title = QLabel(SettingsBackups)
        self.backups_title.setObjectName(u"backups_title")
        self.backups_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.backups_title)

        self.backups_panel = QFrame(SettingsBackups)
        self.backups_panel.setObjectName(u"backups_panel")
        self.backups_panel.setProperty(u"look", u"panel")
        self.backups_panel_layout = QVBoxLayout(self.backups_panel)
        self.backups_panel_layout.setSpacing(12)
        self.backups_panel_layout.setObjectName(u"backups_panel_layout")
        self.backups_panel_layout.setContentsMargins(16, 16, 16, 16)
        self.last_backup = QLabel(self.backups_panel)
        self.last_backup.setObjectName(u"last_backup")
        self.last_backup.setWordWrap(True)

        self.backups_panel_layout.addWidget(self.last_backup)

        self.backups = QListWidget(self.backups_panel)
        self.backups.setObjectName(u"backups")
        self.backups.setProperty(u"look", u"roomy")
        self.backups.setMinimumSize(QSize(0, 120))
        self.backups.setMaximumSize(QSize(16777215, 200))

        self.backups_panel_layout.addWidget(self.backups)

        self.backup_buttons = QHBoxLayout()
        self.backup_buttons.setSpacing(8)
        self.backup_buttons.setObjectName(u"backup_buttons")
        self.back_up = QPushButton(self.backups_panel)
        self.back_up.setObjectName(u"back_up")

        self.backup_buttons.addWidget(self.back_up)

        self.restore = QPushButton(self.backups_panel)
        self.restore.setObjectName(u"restore")

        self.backup_buttons.addWidget(self.restore)

        self.backup_buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.backup_buttons.addItem(self.backup_buttons_rest)


        self.backups_panel_layout.addLayout(self.backup_buttons)

        self.backups_note = QLabel(self.backups_panel)
        self.backups_note.setObjectName(u"backups_note")
        self.backups_note.setWordWrap(True)
        self.backups_note.setProperty(u"look", u"quiet")

        self.backups_panel_layout.addWidget(self.backups_note)


        self.outer.addWidget(self.backups_panel)

        self.how_often = QFrame(SettingsBackups)
        self.how_often.setObjectName(u"how_often")
        self.how_often.setProperty(u"look", u"panel")
        self.how_often_form = QFormLayout(self.how_often)
        self.how_often_form.setObjectName(u"how_often_form")
        self.how_often_form.setHorizontalSpacing(24)
        self.how_often_form.setVerticalSpacing(12)
        self.how_often_form.setContentsMargins(16, 16, 16, 16)
        self.backup_every_label = QLabel(self.how_often)
        self.backup_every_label.setObjectName(u"backup_every_label")
        self.backup_every_label.setMinimumSize(QSize(168, 0))

        self.how_often_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.backup_every_label)

        self.backup_every = QSpinBox(self.how_often)
        self.backup_every.setObjectName(u"backup_every")
        self.backup_every.setMinimumSize(QSize(176, 0))
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.backup_every.sizePolicy().hasHeightForWidth())
        self.backup_every.setSizePolicy(sizePolicy)
        self.backup_every.setMinimum(5)
        self.backup_every.setMaximum(1440)
        self.backup_every.setSingleStep(5)

        self.how_often_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.backup_every)


        self.outer.addWidget(self.how_often)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.support_title = QLabel(SettingsBackups)
        self.support_title.setObjectName(u"support_title")
        self.support_title.setProperty(u"look", u"title")

        self.outer.addWidget(self.support_title)

        self.support_panel = QFrame(SettingsBackups)
        self.support_panel.setObjectName(u"support_panel")
        self.support_panel.setProperty(u"look", u"panel")
        self.support_panel_layout = QVBoxLayout(self.support_panel)
        self.support_panel_layout.setSpacing(12)
        self.support_panel_layout.setObjectName(u"support_panel_layout")
        self.support_panel_layout.setContentsMargins(16, 16, 16, 16)
        self.support_buttons = QHBoxLayout()
        self.support_buttons.setSpacing(8)
        self.support_buttons.setObjectName(u"support_buttons")
        self.support = QPushButton(self.support_panel)
        self.support.setObjectName(u"support")

        self.support_buttons.addWidget(self.support)

        self.support_buttons_rest = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.support_buttons.addItem(self.support_buttons_rest)


        self.support_panel_layout.addLayout(self.support_buttons)

        self.support_note = QLabel(self.support_panel)
        self.support_note.setObjectName(u"support_note")
        self.support_note.setWordWrap(True)
        self.support_note.setProperty(u"look", u"quiet")

        self.support_panel_layout.addWidget(self.support_note)


        self.outer.addWidget(self.support_panel)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

#if QT_CONFIG(shortcut)
        self.backup_every_label.setBuddy(self.backup_every)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.backups, self.back_up)
        QWidget.setTabOrder(self.back_up, self.restore)
        QWidget.setTabOrder(self.restore, self.backup_every)
        QWidget.setTabOrder(self.backup_every, self.support)

        self.retranslateUi(SettingsBackups)

        QMetaObject.connectSlotsByName(SettingsBackups)
    # setupUi

    def retranslateUi(self, SettingsBackups):
        self.backups_title.setText(QCoreApplication.translate("SettingsBackups", u"Backups", None))
        self.last_backup.setText("")
#if QT_CONFIG(accessibility)
        self.backups.setAccessibleName(QCoreApplication.translate("SettingsBackups", u"Backups, newest first", None))
#endif // QT_CONFIG(accessibility)
        self.back_up.setText(QCoreApplication.translate("SettingsBackups", u"&Back up now", None))
#if QT_CONFIG(accessibility)
        self.back_up.setAccessibleName(QCoreApplication.translate("SettingsBackups", u"Back up now", None))
#endif // QT_CONFIG(accessibility)
        self.restore.setText(QCoreApplication.translate("SettingsBackups", u"&Restore\u2026", None))
#if QT_CONFIG(accessibility)
        self.restore.setAccessibleName(QCoreApplication.translate("SettingsBackups", u"Restore the chosen backup", None))
#endif // QT_CONFIG(accessibility)
        self.backups_note.setText(QCoreApplication.translate("SettingsBackups", u"Encrypted with your profile\u2019s key and kept on this laptop. Evidence is never part of it: it can be fetched again.", None))
        self.backup_every_label.setText(QCoreApplication.translate("SettingsBackups", u"A backup &every", None))
#if QT_CONFIG(accessibility)
        self.backup_every.setAccessibleName(QCoreApplication.translate("SettingsBackups", u"Minutes between backups while something changes", None))
#endif // QT_CONFIG(accessibility)
        self.backup_every.setSuffix(QCoreApplication.translate("SettingsBackups", u" min", None))
        self.support_title.setText(QCoreApplication.translate("SettingsBackups", u"Help from those who look after the program", None))
        self.support.setText(QCoreApplication.translate("SettingsBackups", u"&Support bundle\u2026", None))
#if QT_CONFIG(accessibility)
        self.support.setAccessibleName(QCoreApplication.translate("SettingsBackups", u"Support bundle", None))
#endif // QT_CONFIG(accessibility)
        self.support_note.setText(QCoreApplication.translate("SettingsBackups", u"Versions, checks and the state of the outbox. No footage, no names, nobody\u2019s words; you see it before it is saved.", None))
        pass
    # retranslateUi

